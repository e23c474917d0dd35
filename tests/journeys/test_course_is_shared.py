"""Somebody finds a course and passes it on: from the catalogue to its landing page, by link, Telegram and QR code."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.support.browsing import Learner

COURSE = "courses/my-gov-uz/"
PAGE = "http://localhost/uz/courses/my-gov-uz/"
"""The address that the site is known by, whichever port the test reaches it at."""


@pytest.fixture
def learner(app, phone):
    return Learner(phone, app)


@pytest.fixture
def plain_learner(app, plain_phone):
    return Learner(plain_phone, app, runs_scripts=False)


def qr_on(page):
    """What a camera held to the screen reads."""
    code = page.locator("main figure img")
    code.scroll_into_view_if_needed()
    expect(code).to_be_visible()
    with Image.open(io.BytesIO(code.screenshot())) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def shared_by_telegram(page):
    """Address and words that Telegram would be given; the link itself leads out of the site and is not followed."""
    address = page.locator("main a[href^='https://t.me/']").get_attribute("href") or ""
    return parse_qs(urlsplit(address).query)


def goes_on_from_the_code(learner):
    (address,) = qr_on(learner.page)
    assert address == PAGE
    learner.page.goto(urlsplit(address).path)
    assert learner.h1 == "my.gov.uz portali bilan ishlash"


def test_a_course_is_found_and_passed_on(learner):
    learner.open()
    learner.follow("/courses/")
    learner.look()
    learner.follow(COURSE)
    learner.look()
    assert shared_by_telegram(learner.page) == {"url": [PAGE], "text": ["my.gov.uz portali bilan ishlash"]}
    goes_on_from_the_code(learner)


def test_a_course_is_passed_on_without_scripts(plain_learner):
    plain_learner.open(COURSE)
    plain_learner.look()
    assert PAGE in plain_learner.main
    expect(plain_learner.page.locator("main [data-copy]")).to_be_hidden()
    assert shared_by_telegram(plain_learner.page)["url"] == [PAGE]
    goes_on_from_the_code(plain_learner)


def test_the_address_is_copied_where_the_browser_can_do_so(learner):
    learner.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    learner.open(COURSE)
    learner.page.locator("main [data-copy]").click()
    expect(learner.page.locator("main [role=status]")).to_have_text("Havola nusxalandi.")
    assert learner.page.evaluate("navigator.clipboard.readText()") == PAGE
    learner.look()


def test_data_for_search_engines_is_run_by_no_browser(learner):
    """A fault that the policy reports would fail the test (see `opened`): here is data, and nothing is reported."""
    learner.open(COURSE)
    assert "Course" in learner.page.locator("script[type='application/ld+json']").text_content()
    assert learner.page.locator("script:not([src])").count() == 1


@pytest.mark.parametrize("language", ["uz-Cyrl", "ru"])
def test_the_landing_page_bears_every_look_in_the_other_languages(app, phone, language):
    learner = Learner(phone, app, language)
    learner.open(COURSE)
    learner.look()
