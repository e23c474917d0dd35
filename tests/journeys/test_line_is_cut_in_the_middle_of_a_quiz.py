"""The line goes in the middle of a quiz: what was answered waits on the phone, and is sent when it comes back."""

import pytest
from sqlalchemy import func, select

from app.infra.database import db
from app.quizzes.models import Answer
from tests.support.browser import wait_until
from tests.support.browsing import QUIZ, Learner

WAITS = "Hali saqlanmadi: internet yoʻq. Javob shu telefonda turibdi."
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('answer '))"


def answers(app):
    with app.app_context():
        return db.session.scalar(select(func.count(func.distinct(Answer.question_id))).select_from(Answer))


def saving(page):
    return page.locator("#saving")


def says(page, words):
    saving(page).get_by_text(words).wait_for()


@pytest.fixture
def quiz(bookcase):
    return bookcase.only("single", number=3, shuffle=False, time_limit_minutes=30)


def test_what_is_answered_without_a_line_waits_on_the_phone_and_is_sent_later(app, phone, quiz):
    learner = Learner(phone, app)
    learner.open(QUIZ)
    learner.send("/begin")
    assert "Tugash vaqti:" in learner.main
    assert "Qolgan vaqt: 30 daqiqa." in learner.main
    learner.fill_in()
    says(phone, "Saqlandi.")
    learner.send("/answer")
    second = learner.path

    phone.context.set_offline(True)
    learner.fill_in()
    says(phone, WAITS)
    learner.button("/answer").click()
    says(phone, WAITS)
    assert learner.path == second
    learner.look()
    given, waiting = learner.chosen, phone.evaluate(KEPT)
    assert len(waiting) == 1
    assert answers(app) == 1

    phone.context.set_offline(False)
    says(phone, "Saqlandi.")
    assert phone.evaluate(KEPT) == []
    assert answers(app) == 2
    phone.goto(second)
    assert learner.chosen == given

    learner.send("/answer")
    phone.route("**/answer", lambda route: route.abort())
    learner.fill_in()
    says(phone, WAITS)
    given = learner.chosen
    phone.goto(learner.path)
    says(phone, WAITS)
    assert learner.chosen == given
    phone.unroute("**/answer")
    phone.evaluate("() => window.dispatchEvent(new Event('online'))")
    wait_until(phone, f"() => !({KEPT})().length")
    assert answers(app) == 3
    learner.send("/answer")
    learner.look()
    learner.send("/submit")
    assert learner.h1 == "Tabriklaymiz, testdan oʻtdingiz"


def test_what_waits_for_one_person_is_never_sent_for_another(app, phone, quiz):
    learner = Learner(phone, app)
    learner.open(QUIZ)
    learner.send("/begin")
    phone.context.set_offline(True)
    learner.fill_in()
    says(phone, WAITS)
    phone.context.clear_cookies()
    phone.evaluate("() => window.stop()")
    phone.context.set_offline(False)
    learner.open(QUIZ)
    learner.send("/begin")
    assert phone.evaluate(KEPT) == []
    assert answers(app) == 0


def test_without_scripts_each_answer_is_sent_by_its_button(app, plain_phone, quiz):
    learner = Learner(plain_phone, app, runs_scripts=False)
    learner.open(QUIZ)
    learner.send("/begin")
    assert "Tugash vaqti:" in learner.main
    learner.answer()
    with plain_phone.expect_navigation():
        plain_phone.locator("main button[name=unknown]").click()
    learner.answer()
    assert "«bilmayman» dedingiz" in learner.main
    learner.send("/submit")
    assert "Natijangiz: 67 foiz." in learner.main
