"""Without a mouse and without touch: every step can be reached and seen, and a lesson and a question can be done."""

import pytest
from playwright.sync_api import expect

from app.content.types.quizzes import QuestionKind
from tests.support.browsing import COURSE, QUIZ, Learner
from tests.support.keyboard import go_to, press


@pytest.fixture
def learner(app, desk):
    """Somebody at a desk who has no mouse."""
    return Learner(desk, app)


def give(page, kind):
    match kind:
        case QuestionKind.SHORT:
            page.keyboard.type("my.gov.uz")
        case QuestionKind.NUMERIC | QuestionKind.CLOZE:
            page.keyboard.type("14")
        case QuestionKind.MATCH:
            page.keyboard.press("ArrowDown")
        case _:
            page.keyboard.press("Space")


def test_the_first_stop_leads_past_the_head_of_the_page(learner):
    learner.open(COURSE)
    go_to(learner, learner.page.locator(".skip"))
    learner.page.keyboard.press("Enter")
    expect(learner.page.locator("main")).to_be_focused()
    learner.page.keyboard.press("Tab")
    assert learner.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_lesson_is_done_with_the_keyboard(learner):
    learner.open(COURSE)
    go_to(learner, learner.page.locator("main a.btn").first)
    press(learner)
    go_to(learner, learner.button("/done"))
    press(learner)
    expect(learner.page.locator("main .notice.good")).to_be_visible()


def test_a_quiz_is_taken_with_the_keyboard(app, learner):
    page = learner.page
    learner.open(QUIZ)
    go_to(learner, learner.button("/begin"))
    press(learner)
    while "/review/" not in learner.path:
        here, kind = page.url, learner.question.kind
        if kind is QuestionKind.ORDER:
            go_to(learner, page.locator(".order button").last)
            page.keyboard.press("Enter")
        else:
            go_to(learner, page.locator("[name^='answer.']").first)
            give(page, kind)
        given = learner.chosen
        assert given
        go_to(learner, learner.button("/answer"))
        press(learner)
        onward = page.url
        page.goto(here)
        assert learner.chosen == given
        page.goto(onward)
    go_to(learner, learner.button("/submit"))
    press(learner)
    assert "/result/" in learner.path
