"""Without a mouse and without touch: every step can be reached and seen, and a lesson and a question can be done."""

import pytest
from playwright.sync_api import expect

from app.content.types import QuestionKind
from tests.support.browsing import COURSE, QUIZ, Learner

MOST_STOPS = 200
THINNEST = 2
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    tag: one.outerHTML.slice(0, 120),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    is_in_view: box.bottom > 0 && box.top < innerHeight && box.right > 0,
  };
}"""


@pytest.fixture
def learner(app, desk):
    """Somebody at a desk who has no mouse."""
    return Learner(desk, app)


def go_to(learner, wanted):
    """Press Tab until this is reached; whatever is passed on the way must be seen to have the focus."""
    for _ in range(MOST_STOPS):
        learner.page.keyboard.press("Tab")
        seen = learner.page.evaluate(SEEN)
        assert seen["outline"] >= THINNEST, f"{learner.path}: no focus to be seen on {seen['tag']}"
        assert seen["is_in_view"], f"{learner.path}: out of view: {seen['tag']}"
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{learner.path}: {wanted} cannot be reached")


def press(learner, key="Enter"):
    with learner.page.expect_navigation():
        learner.page.keyboard.press(key)


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
