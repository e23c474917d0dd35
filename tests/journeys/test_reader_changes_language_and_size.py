"""One page in three languages and three sizes: the place is kept, the choice is remembered, nothing runs over."""

from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from app.kernel.locale import get_language
from tests.support.browser import check_axe, check_width
from tests.support.browsing import COURSE, QUIZ, Learner
from tests.support.inspection import NARROWEST, check_language, check_targets

LANGUAGES = ("uz-Cyrl", "ru", "uz")
LONG = "avtomatlashtirilmaganlardanmisizlaroʻquvchilarimizdanmikansizlar"
PLACES = "h1, h2, .btn, .choice span, td, th, .path a, .crumbs a, legend, .body li, .meta, .hint, .error, dt, dd"
"""Where a long word may stand in the main part."""
LENGTHEN = """([places, word]) =>
  document.querySelector("main").querySelectorAll(places).forEach(one => one.append(" " + word))"""
ANCHORS = "() => [...document.querySelectorAll('.body [id]')].map(one => one.id)"


def speak(learner, language):
    """Tap the name of a language in the head of the page."""
    with learner.page.expect_navigation():
        learner.page.locator(f".top a[hreflang='{get_language(language).html_lang}']").click()
    learner.language = language


def first_lesson(learner):
    learner.open(COURSE)
    learner.follow(learner.page.locator("main a.btn").first)


def test_the_language_changes_and_the_place_stays(app, phone):
    learner = Learner(phone, app)
    first_lesson(learner)
    lesson = learner.path.removeprefix("/uz/")
    anchors = phone.evaluate(ANCHORS)
    for language in LANGUAGES:
        speak(learner, language)
        assert learner.path == f"/{language}/{lesson}"
        assert phone.evaluate(ANCHORS) == anchors
        check_language(phone, language)

    learner.open(QUIZ)
    learner.send("/begin")
    learner.answer()
    learner.page.go_back()
    asked, given = learner.question.id, learner.chosen
    for language in LANGUAGES:
        speak(learner, language)
        assert (learner.question.id, learner.chosen) == (asked, given)
        check_language(phone, language)


@pytest.mark.parametrize("kind", ["phone", "plain_phone"])
def test_the_text_size_is_remembered_with_scripts_and_without(app, request, kind):
    page = request.getfixturevalue(kind)
    learner = Learner(page, app)
    first_lesson(learner)
    lesson = learner.path
    page.locator(".size button[value='3']").click()
    expect(page.locator("html")).to_have_attribute("data-size", "3")
    expect(page.locator("html")).to_have_css("font-size", "30px")
    assert learner.path == lesson
    for path in ("", "sign-in/", COURSE):
        learner.open(path)
        expect(page.locator("html")).to_have_attribute("data-size", "3")
        expect(page.locator(".size button[aria-pressed=true]")).to_have_attribute("value", "3")
    page.locator(".size button[value='1']").click()
    expect(page.locator("html")).to_have_css("font-size", "20px")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_dark_with_the_largest_text_on_the_narrowest_screen(app, opened, language):
    page = opened(NARROWEST, color_scheme="dark", has_touch=True)
    learner = Learner(page, app, language)
    for place in walk(learner):
        expect(page.locator("html"), place).to_have_attribute("data-size", "3")
        check_width(page)
        check_targets(page)
        check_axe(page)
        page.evaluate(LENGTHEN, [PLACES, LONG])
        check_width(page)


def walk(learner):
    """Every kind of page on the way to the result, in large letters."""
    learner.open()
    learner.page.locator(".size button[value='3']").click()
    yield "home"
    for path in ("courses/", COURSE, "check/", "help/", "sign-in/"):
        learner.open(path)
        yield path
    first_lesson(learner)
    yield "lesson"
    learner.open("sign-up/")
    learner.send("/sign-up/")
    yield "sign-up with faults"
    learner.open(QUIZ)
    yield "quiz"
    learner.send("/begin")
    yield "question"
    learner.open(f"{learner.path.removeprefix(f'/{learner.language}/').rsplit('/', 2)[0]}/review/")
    yield "review"
    learner.send("/submit")
    yield "result"


def test_a_lesson_is_printed_without_what_can_only_be_tapped(app, desk):
    learner = Learner(desk, app)
    first_lesson(learner)
    desk.emulate_media(media="print")
    for part in (".tools", "nav", "main form", ".btn", ".help"):
        assert not any(one.is_visible() for one in desk.locator(part).all()), part
    assert desk.locator("h1").is_visible()
    sheets = pypdfium2.PdfDocument(BytesIO(desk.pdf(format="A4")))
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    assert learner.h1.split()[0] in words
    assert desk.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
