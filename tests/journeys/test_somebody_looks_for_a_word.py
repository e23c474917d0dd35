"""Somebody looks for a word, however they type it, finds the place in a lesson, and is never left without a way on."""

import pytest
from playwright.sync_api import expect

from app.kernel.locale import get_language
from tests.support.browser import check_axe, check_width
from tests.support.browsing import Learner
from tests.support.inspection import NARROWEST, check_targets

FIRST = "Bolani bogʻchaga joylashtirish"


def look_for(learner, typed):
    """Type into the field of the page in hand, and send it with the keyboard's own key."""
    learner.field("q").fill(typed)
    with learner.page.expect_navigation():
        learner.field("q").press("Enter")


def first(learner):
    return learner.page.locator(".cards h2").first.inner_text()


@pytest.mark.parametrize("kind", ["phone", "plain_phone"])
def test_a_word_leads_from_the_first_page_to_its_place_in_a_lesson(app, request, kind):
    learner = Learner(request.getfixturevalue(kind), app, runs_scripts=kind == "phone")
    learner.open()
    look_for(learner, "богча")
    assert first(learner) == FIRST
    learner.look()
    for typed in ("bogʻcha", "bogcha", "bog'chani", "bogchq"):
        look_for(learner, typed)
        assert first(learner) == FIRST
        assert learner.field("q").input_value() == typed
    assert "«bogʻcha» boʻyicha topildi" in learner.main
    learner.look()
    learner.follow("#situation")
    assert learner.path == "/uz/courses/my-gov-uz/application/#situation"
    expect(learner.page.locator("#situation")).to_be_in_viewport()


def test_a_pensioner_an_application_and_a_file_are_found_with_what_there_is_to_know(app, phone):
    learner = Learner(phone, app)
    learner.open("courses/")
    look_for(learner, "pensiya")
    assert first(learner) == "Pensiya va nafaqa haqida maʼlumotnoma"
    assert "Manbalar sanasi: 2026-yil 15-noyabr." in learner.main
    look_for(learner, "ariza")
    assert learner.page.locator("main mark").count() > 3
    learner.look()
    learner.follow(learner.page.locator("main nav a").last)
    assert "2-sahifa" in learner.main
    look_for(learner, "apk")
    assert first(learner) == ".apk fayl"


def test_another_language_is_a_tap_away(app, phone):
    learner = Learner(phone, app)
    learner.open("search/")
    learner.look()
    look_for(learner, "детский сад")
    assert "Hech narsa topilmadi." in learner.main
    learner.look()
    with phone.expect_navigation():
        phone.locator("main a[href^='/ru/search/']").click()
    assert first(learner) == "Устройство ребёнка в детский сад"
    learner.language = "ru"
    learner.look()


def test_a_missing_page_asks_what_was_looked_for(app, phone):
    learner = Learner(phone, app)
    learner.open("bogcha")
    look_for(learner, "bogcha")
    assert first(learner) == FIRST


def test_a_term_is_open_where_it_stands_in_the_glossary(app, phone):
    learner = Learner(phone, app)
    learner.open("search/")
    learner.follow(phone.locator("main a", has_text="Brauzer"))
    learner.follow("#browser")
    expect(phone.locator("#browser")).to_be_visible()


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_in_the_dark_with_the_largest_text_on_the_narrowest_screen(app, opened, language):
    page = opened(NARROWEST, color_scheme="dark", has_touch=True)
    learner = Learner(page, app, language)
    learner.open()
    page.locator(".size button[value='3']").click()
    words = {"uz": "karta raqami", "uz-Cyrl": "карта раками", "ru": "номера карты"}
    for path in ("", f"?q={words[language]}", "?q=xyzzyqq", "?q=...", f"?q={'x' * 90}"):
        learner.open(f"search/{path}")
        expect(page.locator("html")).to_have_attribute("lang", get_language(language).html_lang)
        check_width(page)
        check_targets(page)
        check_axe(page)
