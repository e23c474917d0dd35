"""Passes as facts: heard of at least once, kept once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.service.people import add_person, join_visitor
from app.courses.models import Enrolment
from app.infra.database import write_tx
from app.infra.jobs import Job, run_all
from app.kernel.errors import NotFoundError
from app.kernel.ids import new_id
from app.progress.models import CoursePass
from app.progress.queries import get_pass, list_begun, list_passes
from app.progress.service import record_pass
from app.quizzes.events import AttemptSubmitted
from app.quizzes.service.attempts import start_attempt
from tests.support.counting import rows
from tests.support.learner import at_once


@pytest.fixture
def person(db):
    with write_tx():
        return add_person("uz").id


def submitted(person, **other):
    facts = {
        "submission_id": new_id(),
        "attempt_id": new_id(),
        "person_id": person,
        "course_key": "my-gov-uz",
        "quiz_key": "final",
        "release": "r",
        "language": "ru",
        "percent": 90,
        "is_passed": True,
    }
    return AttemptSubmitted(**facts | other)


def hear(event):
    with write_tx():
        record_pass(event)


def test_a_pass_is_kept_as_it_was(db, person):
    hear(submitted(person))
    (one,) = list_passes(person)
    assert (one.course_key, one.percent, one.language, one.release) == ("my-gov-uz", 90, "ru", "r")
    assert get_pass(one.id) == one


def test_a_pass_heard_twice_is_kept_once(app, person):
    event = submitted(person)
    hear(event)
    before = rows(app)
    hear(event)
    assert rows(app) == before


def test_a_pass_heard_by_ten_at_once_is_kept_once(app, db, person):
    event = submitted(person)

    def call():
        with app.app_context():
            hear(event)

    at_once([call] * 10)
    assert len(db.session.scalars(select(CoursePass)).all()) == 1


def test_two_passes_are_two_facts(person):
    hear(submitted(person))
    hear(submitted(person, percent=80))
    assert [one.percent for one in list_passes(person)] == [90, 80]


def test_a_pass_was_when_it_was_submitted_not_when_it_was_heard_of(person, clock):
    clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    event = submitted(person)
    clock.shift(hours=3)
    hear(event)
    (one,) = list_passes(person)
    assert abs(one.passed_at - datetime(2026, 11, 23, 9, tzinfo=UTC)) < timedelta(seconds=1)


@pytest.mark.parametrize("other", [{"is_passed": False}, {"quiz_key": "warm-up"}, {"course_key": "another"}])
def test_what_is_no_pass_of_a_course_leaves_no_row(app, person, other):
    before = rows(app)
    hear(submitted(person, **other))
    assert rows(app) == before


def test_passes_are_ones_own(db, person):
    with write_tx():
        other = add_person("uz").id
    hear(submitted(person))
    assert list_passes(other) == []
    with pytest.raises(NotFoundError):
        get_pass(new_id())


def test_a_visitors_passes_are_theirs_under_the_name_that_they_join(person):
    with write_tx():
        account = add_person("uz").id
    hear(submitted(person))
    with write_tx():
        join_visitor(person, account)
    assert len(list_passes(account)) == 1
    assert list_begun(account)["my-gov-uz"].is_passed


def test_a_quiz_begun_begins_the_course(db, person):
    with write_tx():
        start_attempt(person, "my-gov-uz", "final", "uz")
    assert db.session.scalars(select(Enrolment.course_key)).all() == ["my-gov-uz"]
    begun = list_begun(person)["my-gov-uz"]
    assert (begun.done, begun.is_passed) == (frozenset(), False)


def test_a_course_is_begun_even_if_the_web_process_died_before_it_heard(db, person):
    with write_tx() as session:
        start_attempt(person, "my-gov-uz", "final", "uz")
        session.info["after_commit"].clear()
    assert not list_begun(person)
    assert run_all() == len(db.session.scalars(select(Job)).all())
    assert "my-gov-uz" in list_begun(person)


def test_nobody_has_begun_nothing(db):
    assert list_begun(None) == {}
    assert list_begun(new_id()) == {}
