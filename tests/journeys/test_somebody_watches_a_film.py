"""Somebody watches a film that asks: with scripts it stops and listens, without them its question stands below it."""

from playwright.sync_api import expect

from tests.support.browser import wait_until
from tests.support.browsing import Learner

LESSON = "courses/my-gov-uz/status-qr/"
CHECK = "/check/q-status-link/"
FIELD = "answer.q-status-link"
ASKED_AT, BACK_AT = 34.5, 13
STATE = "() => { const film = document.querySelector('video'); return [film.currentTime, film.paused]; }"


def go_to(page, seconds):
    page.evaluate("at => { document.querySelector('video').currentTime = at; }", seconds)


def plays_beyond(page, seconds):
    wait_until(page, "at => (v => !v.paused && v.currentTime > at)(document.querySelector('video'))", seconds)


def is_held(page):
    expect(page.locator(".film legend")).to_be_focused()
    at, is_paused = page.evaluate(STATE)
    assert is_paused
    assert abs(at - ASKED_AT) < 1


def answer(learner, option):
    learner.page.locator(f"[name='{FIELD}'][value='{option}']").check()
    learner.button(CHECK).click()
    expect(learner.page.locator(".film [data-outcome]")).to_be_visible()


def test_a_film_stops_to_ask_and_goes_on_after_the_answer(app, phone):
    learner, page = Learner(phone, app), phone
    learner.open(LESSON)
    form = page.locator(f"form[action$='{CHECK}']")
    expect(form).to_be_hidden()
    learner.look()
    page.locator(".film a[data-at='28']").click()
    plays_beyond(page, 28)
    expect(page.locator("video")).to_be_focused()
    go_to(page, 34)
    is_held(page)
    answer(learner, 1)
    expect(page.locator(".film [role=status]")).to_contain_text("Bu safar notoʻgʻri.")
    learner.look()
    page.locator(".film [data-back]").click()
    expect(form).to_be_hidden()
    plays_beyond(page, BACK_AT)
    go_to(page, 50)
    is_held(page)
    answer(learner, 2)
    expect(page.locator(".film [data-back]")).to_be_hidden()
    page.locator(".film [data-go]").press("Enter")
    plays_beyond(page, ASKED_AT)
    expect(form).to_be_hidden()
    expect(page.locator("video")).to_be_focused()


def test_the_question_of_a_film_is_answered_without_scripts(app, plain_phone):
    learner = Learner(plain_phone, app, "ru", runs_scripts=False)
    learner.open(LESSON)
    learner.look()
    learner.send(CHECK)
    assert "Сначала ответьте." in learner.main
    learner.page.locator(f"[name='{FIELD}'][value='2']").check()
    learner.send(CHECK)
    assert learner.h1 == "Ваш ответ"
    learner.look()
    learner.follow("#film-status")
    assert learner.path == f"/ru/{LESSON}#film-status"
