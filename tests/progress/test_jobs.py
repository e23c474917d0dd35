"""Reminding day after day: who is reminded, how often, in which language, by how many queries."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.models.telegram import TelegramChat
from app.accounts.service.people import add_person, join_visitor, open_account
from app.courses.service import enrol
from app.infra import jobs, rounds
from app.infra.database import add, write_tx
from app.infra.jobs import Job
from app.infra.outbox import Channel, Letter, Limits, NotNowError
from app.kernel.ids import new_id
from app.progress import jobs as reminding
from app.progress.models import Reminder
from app.progress.service import choose_reminders, record_pass
from app.progress.types import ChoiceWay
from app.quizzes.events import AttemptSubmitted
from tests.support.counting import queries
from tests.support.outbox import Gateway, everywhere, gateways

BEGAN = datetime(2026, 11, 2, 7, tzinfo=UTC)
COURSE = "my-gov-uz"


@pytest.fixture
def gateway(app, db, clock):
    clock.set(BEGAN)
    placed = Gateway()
    with gateways(app, everywhere(placed)):
        yield placed


def learner(phone="+998901234567", language="uz", *, email=None, begins=True):
    with write_tx():
        person = add_person(language)
        open_account(
            person.id,
            name="Nodira Karimova",
            phone=phone,
            email=email,
            password_hash="x",
            region="",
            district="",
            language=language,
        )
        if begins:
            enrol(person.id, COURSE)
        return person.id


def days(clock, count):
    """So many days go by, the worker awake from ten to seven."""
    for _ in range(count):
        clock.shift(days=1)
        jobs.plan_day()
        jobs.run_all()


def test_after_a_week_of_nothing_a_person_is_told_what_is_next(gateway, clock):
    learner()
    days(clock, 6)
    assert gateway.given == []
    days(clock, 1)
    (one,) = gateway.given
    assert (one.channel, one.address) == (Channel.SMS, "+998901234567")
    assert one.text.startswith("Savodxon. Navbatdagi dars: ")
    assert one.leave_url in one.text


def test_three_reminders_a_week_apart_and_then_silence(gateway, clock):
    learner()
    sent = []
    for day in range(1, 60):
        days(clock, 1)
        sent.extend([day] * (len(gateway.given) - len(sent)))
    assert sent == [7, 14, 21]


def test_who_passes_goes_on_or_does_not_want_it_hears_nothing(gateway, clock):
    passed, quiet, busy = learner("+998901111111"), learner("+998902222222"), learner("+998903333333")
    learner("+998904444444", begins=False)
    with write_tx():
        record_pass(
            AttemptSubmitted(
                submission_id=new_id(),
                attempt_id=new_id(),
                person_id=passed,
                course_key=COURSE,
                quiz_key="final",
                release="r",
                language="uz",
                percent=90,
                is_passed=True,
            )
        )
        choose_reminders(quiet, is_wanted=False, way=ChoiceWay.LINK)
    days(clock, 6)
    with write_tx():
        enrol(busy, "another-course")
    days(clock, 3)
    assert gateway.given == []


def test_who_wants_them_again_gets_them_again(gateway, clock):
    person = learner()
    for is_wanted in (False, True):
        clock.shift(minutes=1)
        with write_tx():
            choose_reminders(person, is_wanted=is_wanted, way=ChoiceWay.PAGE)
    days(clock, 8)
    assert len(gateway.given) == 1


def test_what_a_visitor_did_before_counts_as_the_persons_own(gateway, clock):
    person = learner(begins=False)
    with write_tx():
        visitor = add_person("uz").id
        enrol(visitor, COURSE)
        join_visitor(visitor, person)
    days(clock, 8)
    assert len(gateway.given) == 1


def test_each_is_written_to_in_their_language_and_their_way(gateway, clock):
    learner("+998901111111", "uz-Cyrl")
    learner(None, "ru", email="nodira@mail.uz")
    bound = learner("+998903333333", "ru")
    with write_tx():
        add(TelegramChat(person_id=bound, chat_id="77", bound_at=clock.now()))
    days(clock, 7)
    told = {one.channel: one for one in gateway.given}
    assert "Навбатдаги дарс" in told[Channel.SMS].text
    assert told[Channel.EMAIL].address == "nodira@mail.uz"
    assert "Следующий урок" in told[Channel.EMAIL].text
    assert told[Channel.TELEGRAM].address == "77"


def test_at_night_nobody_is_written_to(gateway, clock):
    learner()
    days(clock, 6)
    clock.shift(days=1, hours=9)
    jobs.plan_day()
    jobs.run_all()
    assert gateway.given == []
    days(clock, 1)
    assert gateway.given == [], "a day that is over is not made good at night"
    clock.shift(hours=-9)
    days(clock, 2)
    assert len(gateway.given) == 1


def test_a_reminder_that_could_not_leave_by_the_evening_does_not_leave_at_night(gateway, clock, db):
    gateway.answers = [NotNowError()] * 99
    learner()
    days(clock, 7)
    for _ in range(12):
        clock.shift(hours=1)
        rounds.sweep()
        jobs.run_all()
    assert db.session.scalars(select(Letter.state)).all() == ["expired"]


def test_a_job_that_comes_twice_reminds_once(gateway, clock, db):
    learner()
    clock.shift(days=7)
    day = {"day": clock.now().date().isoformat()}
    first, second = reminding.remind_batch(day), reminding.remind_batch(day)
    for settle in (first, second):
        with write_tx():
            settle()
    jobs.run_all()
    assert len(gateway.given) == 1
    assert len(db.session.scalars(select(Reminder)).all()) == 1


def test_batch_after_batch_everybody_is_reached_and_each_batch_asks_as_few_queries(
    app, gateway, clock, db, monkeypatch
):
    monkeypatch.setattr(reminding, "AT_ONCE", 3)
    for number in range(8):
        learner(f"+9989012345{number:02}")
    days(clock, 7)
    assert len({one.address for one in gateway.given}) == 8
    assert len(db.session.scalars(select(Job).where(Job.kind == reminding.REMIND_ON)).all()) == 2 * 7
    clock.shift(days=7)
    day = {"day": clock.now().date().isoformat()}
    monkeypatch.setattr(reminding, "AT_ONCE", 100)
    with queries(app) as asked:
        reminding.remind_batch(day)
    assert len(asked) == 3, "how many left today, the people, what they did"


def test_reminders_leave_half_of_the_days_letters_to_what_people_ask_for(app, db, clock):
    clock.set(BEGAN)
    placed = Gateway()
    with gateways(app, everywhere(placed), Limits(to_all=2)):
        learner("+998901111111")
        days(clock, 7)
        learner("+998902222222")
        clock.shift(days=7)
        settle = reminding.remind_batch({"day": clock.now().date().isoformat()})
        with write_tx():
            settle()
        with queries(app) as asked:
            reminding.remind_batch({"day": clock.now().date().isoformat()})
        assert len(asked) == 1


def test_without_a_gateway_nobody_is_looked_up(app, db, clock):
    clock.set(BEGAN)
    learner()
    with gateways(app, {}):
        days(clock, 8)
    assert db.session.scalars(select(Reminder)).all() == []
    assert clock.now() - BEGAN == timedelta(days=8)
