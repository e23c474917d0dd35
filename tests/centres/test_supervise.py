"""How tests were taken, confirmed by the trainer's PIN: what is proposed, one outcome, names at once."""

import pytest
from sqlalchemy import select

from app.accounts.queries.names import list_vouched
from app.accounts.service.people import rename
from app.centres.models.trainers import TrainerPin
from app.centres.queries.places import get_meeting
from app.centres.rules.marking import Mark
from app.centres.service.attendance import mark_attendance
from app.centres.service.members import add_member
from app.centres.service.testing import note_helper, open_quiz
from app.centres.service.trainer_pins import set_pin
from app.centres.types.attendance import Presence
from app.centres.types.people import MemberSource
from app.infra.database import count, db, write_tx
from app.infra.passwords import hash_password
from app.quizzes.models import SittingConfirmed
from app.quizzes.queries.sittings import find_sitting
from tests.support.centres import make_class
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.sitting import begin, sit
from tests.support.staff import PASSWORD

PIN = "7391"
CENTRE = "Buloqboshi kutubxonasi"


@pytest.fixture
def made(app):
    return make_class(app, members=3)


@pytest.fixture
def trainer(app, made):
    return signed_in(Reader(app), made.trainer.login, PASSWORD)


@pytest.fixture
def pin(app, made):
    pin_hash = hash_password(PIN)
    with app.app_context(), write_tx():
        set_pin(made.trainer.id, pin_hash)


def page_of(made, part="tests/"):
    return f"{made.page}meetings/{made.meeting_id}/{part}"


def said(app, attempt):
    with app.app_context():
        found = find_sitting(attempt)
    return found and (found.centre, found.is_supervised, found.had_helper)


def test_a_trainer_sets_a_pin_that_nobody_guesses_with_a_fresh_password(app, made, trainer, clock):
    sit(app, made.members[0])
    page = trainer.get(page_of(made))
    assert "PIN-kod qoʻying" in page.main
    trainer.click("PIN qoʻyish")
    assert trainer.submit("/pin/", status=400, pin="1234", again="1234").main.count("oson topish mumkin") == 2
    assert "bir xil emas" in trainer.submit("/pin/", status=400, pin=PIN, again="7392").main
    assert trainer.submit("/pin/", pin=PIN, again=PIN).path == page_of(made)
    with app.app_context():
        kept = db.session.scalars(select(TrainerPin.pin_hash)).one()
    assert PIN not in kept
    clock.shift(minutes=11)
    assert trainer.get("/uz/teach/pin/").path.startswith("/uz/me/prove/")


def test_what_was_seen_is_proposed_and_confirmed_once(app, made, trainer, pin):
    there, away, helped = made.members
    with app.app_context(), write_tx():
        marks = [Mark(person_id=there, state=Presence.LATE), Mark(person_id=away, state=Presence.ABSENT)]
        mark_attendance(made.meeting_id, marks, "page-one", by=made.trainer.id)
    first, second = sit(app, there), sit(app, away)
    with app.app_context(), write_tx():
        open_quiz(get_meeting(made.cohort_id, made.meeting_id), "my-gov-uz", "final", by=made.trainer.id)
        note_helper(made.meeting_id, helped, had_helper=True, by=made.trainer.id)
    third = sit(app, helped)
    page = trainer.get(page_of(made))
    ticked = {field["name"] for field in page.form("/tests/").find_all("input", checked=True)}
    assert ticked == {f"supervised.{first}", f"supervised.{third}", f"helper.{third}"}
    page = trainer.submit("/tests/", status=400, pin="7392", **{f"helper.{first}": "y"})
    assert "PIN notoʻgʻri" in page.main
    assert page.soup.find("input", attrs={"name": f"helper.{first}", "checked": True})
    assert said(app, first) is None
    trainer.get(page_of(made))
    page = trainer.submit("/tests/", pin=PIN)
    assert "3 ta test tasdiqlandi." in page.main
    assert said(app, first) == (CENTRE, True, False)
    assert said(app, second) == (CENTRE, False, False)
    assert said(app, third) == (CENTRE, True, True)
    assert "Hammasi oldin ham shunday tasdiqlangan edi." in trainer.submit("/tests/", pin=PIN).main
    with app.app_context():
        assert count(SittingConfirmed) == 3


def test_nobody_confirms_their_own_test_one_that_goes_on_or_one_of_another_group(app, made, trainer, pin):
    with app.app_context(), write_tx():
        add_member(made.cohort_id, made.trainer.id, MemberSource.HAND, by=made.manager.id)
    own, going_on = sit(app, made.trainer.id), begin(app, made.members[0])
    other = make_class(app, name="Qorakoʻl", members=1)
    foreign, mine = sit(app, other.members[0]), sit(app, made.members[1])
    page = trainer.get(page_of(made))
    assert "Hali tugatilmagan" in page.main
    assert "Jasur" not in page.main
    form = page.form("/tests/")
    token = form.find("input", attrs={"name": "_token"})["value"]
    named = {f"attempt.{one}": "y" for one in (own, going_on, foreign, mine)}
    fields = {"_token": token, "pin": PIN, f"supervised.{mine}": "y"} | named
    trainer.post(page_of(made), fields)
    assert [said(app, one) for one in (own, going_on, foreign)] == [None, None, None]
    assert said(app, mine) == (CENTRE, True, False)


def test_five_wrong_tries_lock_the_pin_for_a_while(app, made, trainer, pin, clock):
    attempt = sit(app, made.members[0])
    for _time in range(5):
        trainer.get(page_of(made))
        trainer.submit("/tests/", status=400, pin="7392")
    assert "15 daqiqadan keyin" in trainer.submit("/tests/", status=429, pin=PIN).main
    assert said(app, attempt) is None
    clock.shift(minutes=16)
    trainer.get(page_of(made))
    trainer.submit("/tests/", pin=PIN)
    assert said(app, attempt) is not None


def test_another_trainers_pin_opens_nothing(app, made, pin):
    sit(app, made.members[0])
    manager = signed_in(Reader(app), made.manager.login, PASSWORD)
    page = manager.get(page_of(made))
    assert "PIN-kod qoʻying" in page.main
    answer = manager.post(page_of(made), {"pin": PIN}, status=400)
    assert "tasdiqlandi" not in answer.main


def test_names_of_a_class_are_compared_at_once_but_not_one_that_changed_meanwhile(app, made, trainer, pin):
    trainer.get(page_of(made, "names/"))
    with app.app_context(), write_tx():
        rename(made.members[1], "Bahrom Toʻlaganov")
    ticks = {f"is_compared.{one}": "y" for one in made.members[:2]}
    page = trainer.submit("/names/", pin=PIN, **ticks)
    assert "1 ta ism tasdiqlandi." in page.main
    assert "Baʼzi ismlar hozirgina oʻzgardi." in page.main
    with app.app_context():
        assert list_vouched(made.members) == {(made.members[0], "Aziza Rahimova", CENTRE)}
    assert "Aziza Rahimova" in page.soup.main.find_all("ul")[-1].get_text()
