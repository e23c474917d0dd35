"""Every kind of question on a small phone: with the keyboard and without scripts, and with a finger and scripts."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from app.content.types.quizzes import Feedback, QuestionKind
from app.quizzes.queries.attempts import get_any_attempt, score_of
from app.quizzes.types.grades import Outcome
from tests.journeys.test_keyboard_alone import go_to, press
from tests.support.bookcase import bookcase
from tests.support.browsing import QUIZ, Learner

__all__ = ["bookcase"]

KINDS = ("single", "multiple", "truefalse", "short", "numeric", "cloze", "order", "match", "hotspot")
NAMES = {
    "numeric": ['textbox "Xizmat uchun toʻlov 30 000 soʻm.'],
    "cloze": ['textbox "Boʻsh joy (1)"', 'textbox "Boʻsh joy (2)"', 'combobox "Boʻsh joy (3)"'],
    "order": ['group "Xizmatni portaldan olyapsiz.', 'combobox "Xizmat pasportini oʻqish"', 'option "—" [selected]'],
    "match": ['group "Har bir soʻzga maʼnosini tanlang"', 'combobox "Chek"', 'option "tanlang" [selected]'],
    "hotspot": ['img "Telefondagi xabar.', 'checkbox "1. Havola"', 'checkbox "4. Odam belgisi"'],
    "essay": ['textbox "Sattor ota'],
}
"""What a screen reader is told, in part: role, name, state."""


@pytest.fixture
def quiz(bookcase):
    """A quiz that asks one question of each kind, in this order."""
    bank = bookcase.current().quizzes["my-gov-uz/final"].questions
    asked = [next(one for one in bank if one.kind.value == kind) for kind in KINDS]
    asked.append(replace(asked[3], id="q-essay", kind=QuestionKind.ESSAY, accepted=()))
    return bookcase.change_quiz(questions=tuple(asked), draw=len(asked), shuffle=False, feedback=Feedback.AFTER)


def number_of(kind):
    return (*KINDS, "essay").index(kind) + 1


def type_in(learner, field, words):
    """Reach a field by the Tab key and give it what these words are: a text, a choice of a list, a tick."""
    kind, group = field.evaluate("one => one.type"), field
    if kind == "radio":
        group = learner.page.locator(f"[name='{field.get_attribute('name')}']")
    go_to(learner, group.first)
    match kind:
        case "checkbox":
            learner.page.keyboard.press("Space")
        case "radio":
            learner.page.keyboard.press("Space")
            for _step in range(
                group.evaluate_all("(all, wanted) => all.findIndex(one => one.value === wanted)", words)
            ):
                learner.page.keyboard.press("ArrowDown")
        case "select-one":
            steps = field.locator("option").evaluate_all(
                "(all, wanted) => all.findIndex(one => one.value === wanted)", words
            )
            for _step in range(steps):
                learner.page.keyboard.press("ArrowDown")
        case _:
            learner.page.keyboard.press("Control+A")
            learner.page.keyboard.type(words)


def test_each_kind_is_answered_with_the_keyboard_and_without_scripts(app, plain_phone, quiz):
    learner = Learner(plain_phone, app, runs_scripts=False)
    page = learner.page
    learner.open(QUIZ)
    learner.send("/begin")
    for kind in (*KINDS, "essay"):
        here = page.url
        heard = page.locator("main form").aria_snapshot()
        assert not [name for name in NAMES.get(kind, ()) if name not in heard], heard
        if kind in NAMES:
            learner.look()
        fields = {"answer.q-essay": "Oʻzim yozaman."} if kind == "essay" else learner.right_fields
        for name, value in fields.items():
            for one in [value] if isinstance(value, str) else value:
                ticked = page.locator(f"[name='{name}'][value='{one}']:is([type=radio], [type=checkbox])")
                type_in(learner, ticked if ticked.count() else learner.field(name), one)
        given = learner.chosen
        go_to(learner, learner.button("/answer"))
        press(learner)
        onward = page.url
        page.goto(here)
        assert learner.chosen == given
        page.goto(onward)
    assert "Hamma savolga javob berdingiz." in learner.main
    go_to(learner, learner.button("/submit"))
    press(learner)
    assert "javobni trener oʻqib baholaydi" in learner.main
    with app.app_context():
        marks = score_of(get_any_attempt(learner.path.split("/attempt/")[1].split("/")[0])).marks.values()
    assert [mark.outcome for mark in marks] == [Outcome.RIGHT] * len(KINDS) + [Outcome.AWAITING]


def test_a_slip_is_told_where_it_is_and_nothing_typed_is_lost(app, plain_phone, quiz):
    learner = Learner(plain_phone, app, runs_scripts=False)
    page = learner.page
    learner.open(QUIZ)
    learner.send("/begin")
    page.goto(page.url.replace("/1/", f"/{number_of('cloze')}/"))
    first, second = page.get_by_role("textbox", name="Boʻsh joy (1)"), page.get_by_role("textbox", name="Boʻsh joy (2)")
    type_in(learner, first, "4000")
    type_in(learner, second, "yigirma ming")
    go_to(learner, learner.button("/answer"))
    press(learner)
    expect(second).to_have_accessible_description("(2) boʻsh joyga faqat son yozing, masalan: 12 yoki 2,5.")
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(second).to_have_value("yigirma ming")
    expect(first).to_have_value("4000")
    expect(first).not_to_have_attribute("aria-invalid", "true")
    go_to(learner, page.locator(".summary a"))
    page.keyboard.press("Enter")
    assert page.url.endswith("#answer-2")


def test_rows_are_moved_and_areas_are_tapped_where_scripts_run(app, phone, quiz):
    learner = Learner(phone, app)
    page = learner.page
    learner.open(QUIZ)
    learner.send("/begin")
    order = page.url.replace("/1/", f"/{number_of('order')}/")
    page.goto(order)
    learner.look()
    rows = page.locator(".order li")
    words = rows.locator("span:not(.grip)")
    before = words.all_inner_texts()
    up = page.get_by_role("button", name=f"Yuqoriga: {before[1]}")
    up.focus()
    page.keyboard.press("Enter")
    assert words.all_inner_texts() == [before[1], before[0], *before[2:]]
    expect(up).to_be_focused()
    expect(page.locator("[aria-live]")).to_have_text(f"{before[1]}: 1-oʻrin")
    drag(page, rows.nth(0).locator(".grip"), rows.nth(3))
    moved = words.all_inner_texts()
    assert moved == [before[0], *before[2:], before[1]]
    learner.send("/answer")
    page.goto(order)
    assert words.all_inner_texts() == moved

    page.goto(order.replace(f"/{number_of('order')}/", f"/{number_of('hotspot')}/"))
    learner.look()
    box = page.get_by_role("checkbox", name="3. Fayl")
    page.locator(".spots g").nth(2).tap()
    expect(box).to_be_checked()
    expect(page.locator(".spots .on")).to_have_count(1)
    box.uncheck()
    expect(page.locator(".spots .on")).to_have_count(0)


def test_a_list_that_is_right_as_it_stands_is_saved_so(app, phone, quiz):
    learner = Learner(phone, app)
    learner.open(QUIZ)
    learner.send("/begin")
    here = learner.page.url.replace("/1/", f"/{number_of('order')}/")
    learner.page.goto(here)
    learner.send("/answer")
    learner.page.goto(here)
    assert len(learner.chosen) == 4


def drag(page, grip, target):
    """Take a row by its grip and let it go over another."""
    start, end = grip.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, end["y"] + end["height"] - 4, steps=12)
    page.mouse.up()
