"""What is kept for a time goes when the time is over; each promise on the privacy page has somebody who keeps it."""

from datetime import datetime, timedelta

import pytest

from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.service.people import add_person
from app.accounts.service.sessions import begin_try, open_session
from app.accounts.types import Way
from app.infra.database import Table, write_tx
from app.infra.jobs import Job, plan_day, run_all
from app.infra.outbox import Channel, Letter, send
from app.infra.personal import SPANS
from app.infra.retention import Retention, get_retention
from app.kernel.clock import TASHKENT
from app.kernel.locale import UZ


@pytest.fixture
def noon(clock):
    clock.set(datetime(2026, 12, 1, 12, 0, tzinfo=TASHKENT))
    return clock


def pass_days(clock, days):
    clock.shift(days=days)
    plan_day()
    run_all()


def test_every_promise_of_a_time_has_somebody_who_keeps_it(app, db):
    promised = {
        mapper.class_.__tablename__
        for mapper in Table.registry.mappers
        for pii in mapper.class_.__pii__.values()
        if pii.keep in SPANS
    }
    assert promised
    assert promised <= set(get_retention().purges), "join PURGES of the room's service"


def test_a_table_has_one_purge():
    with pytest.raises(ValueError, match="letters"):
        Retention({"letters": lambda _now: 0}, {"letters": lambda _now: 0})


def test_sessions_go_after_180_days(db, noon):
    with write_tx():
        open_session(add_person(UZ).id, Way.VISIT)
    pass_days(noon, 179)
    assert db.session.query(UserSession).count() == 1
    pass_days(noon, 2)
    assert db.session.query(UserSession).count() == 0


def test_tries_to_sign_in_go_after_a_week(db, noon):
    with write_tx():
        begin_try("+998901112233")
    pass_days(noon, 6)
    assert db.session.query(SignInTry).count() == 1
    pass_days(noon, 2)
    assert db.session.query(SignInTry).count() == 0


def test_jobs_that_ended_go_after_90_days_and_those_that_wait_stay(app, db, noon):
    app.extensions["jobs"].handlers.setdefault("test.retention", lambda _payload: lambda: None)
    with write_tx():
        for done_at, failed_at in [(noon.now(), None), (None, noon.now()), (None, None)]:
            db.session.add(
                Job(
                    kind="test.retention",
                    payload={},
                    created_at=noon.now(),
                    due_at=noon.now() + timedelta(days=900),
                    done_at=done_at,
                    failed_at=failed_at,
                    tries=1,
                )
            )
    pass_days(noon, 89)
    assert db.session.query(Job).filter(Job.kind == "test.retention").count() == 3
    pass_days(noon, 2)
    left = db.session.query(Job).filter(Job.kind == "test.retention").one()
    assert (left.done_at, left.failed_at) == (None, None)


def test_of_a_letter_only_that_it_was_sent_is_kept_after_a_week(db, noon):
    with write_tx():
        send(channel=Channel.SMS, address="+998901112233", text="Salom", purpose="test", person_id="p")
    run_all()
    pass_days(noon, 6)
    assert db.session.query(Letter).one().address
    pass_days(noon, 2)
    letter = db.session.query(Letter).one()
    assert (letter.address, letter.text, letter.person_id) == ("", "", None)
    assert letter.ended_at is not None
    pass_days(noon, 1)
    assert db.session.query(Letter).count() == 1
