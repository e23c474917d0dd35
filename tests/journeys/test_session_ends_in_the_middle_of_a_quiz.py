"""AU22: a session that ends while an answer is on its way costs a sign-in and nothing else."""

import pytest

from app.accounts.queries.people import find_credentials
from app.accounts.service.sessions import end_sessions
from app.infra.database import write_tx
from tests.support.browsing import QUIZ, Learner

LOGIN, PASSWORD = "salima@example.uz", "yetti xumcha asal"
SIGNED_OUT, SIGN_IN = "Qaytadan kiring", "Kirish"


@pytest.fixture
def learner(app, phone):
    """Somebody with an account, at the first question of the quiz."""
    person = Learner(phone, app)
    person.open(QUIZ)
    person.follow(phone.locator("main a[href*='/sign-up/']"))
    person.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    person.send("/begin")
    return person


def end_session_of(app, login):
    with app.app_context(), write_tx():
        end_sessions(find_credentials(login).person_id)


def test_au22_an_answer_sent_into_an_ended_session_lands_after_signing_in(app, learner):
    page, first = learner.page, learner.path
    learner.fill_in()
    given = learner.chosen
    end_session_of(app, LOGIN)

    learner.send("/answer")
    assert learner.h1 == SIGNED_OUT
    learner.look()
    learner.send("/sign-in/")
    assert learner.h1 == SIGN_IN
    learner.look()
    learner.sign_in(LOGIN, "notoʻgʻri parol")
    assert learner.h1 == SIGN_IN
    learner.look()
    learner.sign_in(LOGIN, PASSWORD)
    learner.look()
    learner.send("/answer")

    assert learner.path == first.replace("/1/", "/2/")
    page.goto(first)
    assert learner.chosen == given


def test_a_page_asked_for_after_the_session_ended_leads_back_to_the_place(app, learner):
    end_session_of(app, LOGIN)
    learner.open("me/edit/")
    assert learner.h1 == SIGN_IN
    learner.sign_in(LOGIN, PASSWORD)
    assert learner.path == "/uz/me/edit/"
    learner.look()
