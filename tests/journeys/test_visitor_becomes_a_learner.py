"""What a visitor did is theirs when they sign up, and waits for them on their other telephone."""

import pytest

from tests.support.browser import DESK
from tests.support.browsing import COURSE, QUIZ, Learner

LOGIN, PASSWORD = "+998 (93) 555-12-34", "yetti xumcha asal"


@pytest.fixture
def learner(app, phone):
    """Somebody who has come as far as the second lesson without an account."""
    visitor = Learner(phone, app)
    visitor.open(COURSE)
    visitor.follow(phone.locator("main a.btn").first)
    visitor.send("/done")
    return visitor


@pytest.fixture
def at_desk(app, opened):
    """The same person at another machine."""
    return Learner(opened(DESK), app)


def done(learner):
    """How many lessons the course page shows as done."""
    learner.open(COURSE)
    return learner.page.locator("main .path .done").count()


def test_progress_of_a_visitor_comes_along_into_the_account_and_to_another_device(learner, at_desk):
    learner.open("me/")
    assert "1" in learner.page.locator("main .steps").inner_text()
    learner.look()
    learner.follow("/sign-up/")
    learner.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    assert learner.path == "/uz/me/"
    assert "Salima Karimova" in learner.main
    assert done(learner) == 1

    learner.sign_out()
    assert done(learner) == 0
    assert done(at_desk) == 0
    at_desk.open("sign-in/")
    at_desk.look()
    at_desk.sign_in("935551234", PASSWORD)
    assert at_desk.path == "/uz/me/"
    assert done(at_desk) == 1


def test_what_was_read_signed_out_is_added_when_the_reader_wants_it(learner):
    learner.open("sign-up/")
    learner.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    learner.sign_out()
    learner.open(COURSE)
    learner.follow(learner.page.locator("main .path a").nth(1))
    learner.send("/done")
    learner.open("sign-in/")
    assert learner.field("bring").is_checked()
    learner.sign_in(LOGIN, PASSWORD)
    assert done(learner) == 2


def test_a_quiz_left_on_the_phone_is_resumed_at_the_desk(learner, at_desk):
    learner.open("sign-up/")
    learner.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    learner.open(QUIZ)
    learner.send("/begin")
    asked = learner.question.id
    learner.answer()
    second = learner.question.id
    learner.page.context.close()

    at_desk.open("sign-in/")
    at_desk.sign_in(LOGIN, PASSWORD)
    at_desk.open(QUIZ)
    at_desk.follow(at_desk.page.locator("main a[href*='/attempt/']"))
    assert at_desk.question.id == second
    at_desk.page.goto(at_desk.page.url.replace("/2/", "/1/"))
    assert at_desk.question.id == asked
    assert at_desk.chosen
    at_desk.look()
