"""From the first page to a certificate that anyone can check, in three languages, with scripts and without."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from app.infra.jobs import run_all
from app.kernel.locale import get_language
from tests.support.browser import DESK, PHONE
from tests.support.browsing import COURSE, QUIZ, Learner

TYPED_FIRST, NAME = "Ogʻiloy Gulomova", "Oʻgʻiloy Gʻulomova"
PHONE_NUMBER, PASSWORD = "90 123 45 67", "toʻrtta gilos daraxti"
PRINTER_DOTS = 200


@dataclass(frozen=True, kw_only=True)
class Story:
    """Who it happens to, and what they read on the way."""

    language: str
    locale: str
    passed: str
    valid: str
    revoked: str
    reason: str
    size: dict[str, int] = field(default_factory=lambda: PHONE)
    more: dict[str, Any] = field(default_factory=lambda: {"has_touch": True, "is_mobile": True})

    def arrive(self, opened, app):
        """Somebody with a fresh browser."""
        runs_scripts = self.more.get("java_script_enabled", True)
        page = opened(self.size, locale=self.locale, **self.more)
        return Learner(page, app, self.language, runs_scripts=runs_scripts)


LATIN = {
    "language": "uz",
    "locale": "uz-UZ",
    "passed": "Tabriklaymiz, testdan oʻtdingiz",
    "valid": "Sertifikat haqiqiy",
    "revoked": "Sertifikat bekor qilingan",
    "reason": "Testni boshqa odam topshirgan",
}
STORIES = {
    "uz on a phone": Story(**LATIN),
    "uz on a phone without scripts": Story(
        **LATIN, more={"has_touch": True, "is_mobile": True, "java_script_enabled": False}
    ),
    "uz-Cyrl on a phone": Story(
        language="uz-Cyrl",
        locale="uz-Cyrl-UZ",
        passed="Табриклаймиз, тестдан ўтдингиз",
        valid="Сертификат ҳақиқий",
        revoked="Сертификат бекор қилинган",
        reason="Тестни бошқа одам топширган",
    ),
    "ru at a desk": Story(
        language="ru",
        locale="ru-RU",
        passed="Поздравляем, вы прошли тест",
        valid="Сертификат подлинный",
        revoked="Сертификат отозван",
        reason="Тест сдавал другой человек",
        size=DESK,
        more={},
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_from_the_first_page_to_a_certificate_that_anyone_can_check(app, opened, name):
    story = STORIES[name]
    learner = story.arrive(opened, app)
    come_in_and_read(learner)
    sign_up_before_the_quiz(learner)
    pass_the_quiz(learner)
    assert learner.h1 == story.passed

    code, pdf = take_the_certificate(learner)
    employer = story.arrive(opened, app)
    check_the_paper(employer, pdf, story)
    employer.page.goto(f"/c/{code}")
    assert employer.h1 == story.valid
    assert NAME in employer.main
    employer.look()

    revoke(app, code, story.reason)
    employer.page.reload()
    assert employer.h1 == story.revoked
    assert story.reason in employer.main
    learner.open("me/")
    assert learner.page.locator("main a[href$='.pdf']").count() == 0


def come_in_and_read(learner):
    page = learner.page
    page.goto("/")
    assert page.locator("main a").first.get_attribute("hreflang") == get_language(learner.language).html_lang
    learner.follow(page.locator("main a").first)
    learner.look()
    learner.follow("/courses/")
    learner.look()
    learner.follow(f"/{COURSE}")
    learner.look()
    learner.follow(page.locator("main a.btn").first)
    learner.look()
    assert learner.finish_lessons() == len(learner.app.extensions["library"].current().courses[0].lessons)
    learner.look()


def sign_up_before_the_quiz(learner):
    learner.follow(f"/{QUIZ}")
    learner.follow(learner.page.locator("main a[href*='/sign-up/']"))
    learner.look()
    learner.sign_up(name=TYPED_FIRST, login=PHONE_NUMBER, password=PASSWORD)
    assert learner.path == f"/{learner.language}/{QUIZ}"
    learner.look()


def pass_the_quiz(learner):
    learner.send("/begin")
    seen = set()
    while "/review/" not in learner.path:
        kind = learner.question.kind
        if kind not in seen:
            seen.add(kind)
            learner.look()
        learner.answer()
    learner.look()
    assert learner.field("name").input_value() == TYPED_FIRST
    learner.field("name").fill(NAME)
    learner.send("/submit")
    assert "100" in learner.page.locator("main .lead").inner_text()
    learner.look()


def take_the_certificate(learner):
    """Its code and its PDF, once the worker has been."""
    assert learner.page.locator("main a[href$='.pdf']").count() == 0
    with learner.app.app_context():
        run_all()
    learner.page.reload()
    address = learner.page.locator("main a[href$='.pdf']").get_attribute("href")
    code = address.removeprefix("/c/").removesuffix(".pdf")
    answer = learner.page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert scan(answer.body()).startswith("http://localhost/v#")
    words = pypdfium2.PdfDocument(BytesIO(answer.body()))[0].get_textpage().get_text_range()
    assert NAME in words
    assert code in words
    learner.open("me/")
    learner.look()
    assert learner.page.locator(f"main a[href='{address}']").count() == 1
    return code, answer.body()


def check_the_paper(employer, pdf, story):
    """By the camera's link, and by the PDF itself: in the browser, or on the site when it runs no scripts."""
    page, seal = employer.page, urlsplit(scan(pdf))
    page.goto(f"{seal.path}#{seal.fragment}")
    sent = {"name": "sertifikat.pdf", "mimeType": "application/pdf", "buffer": pdf}
    if employer.runs_scripts:
        good = page.locator("#verifier section.good")
        expect(good).to_be_visible()
        expect(good).to_contain_text(story.valid)
        expect(page.locator("[data-of=name]")).to_have_text(NAME)
        expect(page.locator("[data-on=paper]")).to_be_hidden()
        page.locator("input[type=file]").set_input_files(sent)
        expect(page.locator("[data-on=paper]")).to_be_visible()
        expect(good).to_be_visible()
    else:
        page.locator("input[type=file]").set_input_files(sent)
        with page.expect_navigation():
            page.locator("form[action*='/v/file'] button").first.click()
        assert employer.h1 == story.valid
        assert NAME in employer.main
    employer.look()


def scan(pdf):
    """What a telephone reads from the first sheet, as a plain office printer would print it."""
    sheet = pypdfium2.PdfDocument(BytesIO(pdf))[0].render(scale=PRINTER_DOTS / 72).to_pil()
    [code] = zxingcpp.read_barcodes(sheet)
    return code.text


def revoke(app, code, reason):
    told = app.test_cli_runner().invoke(args=["certificates", "revoke", code, "--reason", reason])
    assert told.exit_code == 0, told.output
    assert app.test_client().get(f"/c/{code}.pdf").status_code == 410
