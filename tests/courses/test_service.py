"""Beginning a course, finishing its lessons: each is true once."""

import pytest
from sqlalchemy import func, select

from app.accounts.service.people import add_person
from app.courses.events import LessonCompleted
from app.courses.models import Completion, Enrolment
from app.courses.queries import list_all_done, list_done
from app.courses.service import complete_lesson, enrol
from app.infra.database import write_tx
from app.infra.jobs import desk
from app.kernel.errors import NotFoundError
from app.kernel.ids import time_of
from tests.support.counting import rows
from tests.support.learner import at_once


@pytest.fixture
def person(db):
    with write_tx():
        return add_person("uz").id


def done(person, lesson="tour", lang="uz"):
    with write_tx():
        complete_lesson(person, "my-gov-uz", lesson, lang)


def test_a_lesson_done_is_kept_with_release_and_language(app, db, person):
    done(person, lang="ru")
    row = db.session.scalars(select(Completion)).one()
    assert row.language == "ru"
    assert row.release == app.extensions["library"].current().digest
    assert row.node_id == "testnode"
    assert time_of(row.id)


def test_a_lesson_is_done_once_though_asked_twice(app, person):
    done(person)
    before = rows(app)
    done(person, lang="ru")
    assert rows(app) == before


def test_a_lesson_is_done_once_though_ten_ask_at_the_same_moment(app, db, person):
    def call():
        with app.app_context():
            done(person)

    at_once([call] * 10)
    assert db.session.scalar(select(func.count()).select_from(Completion)) == 1
    assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1


def test_the_first_lesson_done_begins_the_course(db, person):
    done(person)
    assert db.session.scalars(select(Enrolment.course_key)).all() == ["my-gov-uz"]


def test_a_course_is_begun_once(db, person):
    for _ in range(2):
        with write_tx():
            enrol(person, "my-gov-uz")
    assert len(db.session.scalars(select(Enrolment)).all()) == 1


@pytest.mark.parametrize(("course", "lesson"), [("no-such", "tour"), ("my-gov-uz", "no-such")])
def test_what_is_not_taught_cannot_be_done(app, person, course, lesson):
    before = rows(app)
    with pytest.raises(NotFoundError), write_tx():
        complete_lesson(person, course, lesson, "uz")
    assert rows(app) == before


def test_what_is_done_is_told_by_course_and_by_person(db, person):
    done(person, "tour")
    done(person, "help")
    with write_tx():
        other = add_person("uz").id
    assert list_done(person, "my-gov-uz") == {"tour", "help"}
    assert list_all_done(person) == {"my-gov-uz": {"tour", "help"}}
    assert list_done(person, "another") == frozenset()
    assert list_done(other, "my-gov-uz") == frozenset()
    assert list_done(None, "my-gov-uz") == frozenset()
    assert list_all_done(None) == {}


def test_a_lesson_done_is_announced_once(app, db, person):
    heard, bus = [], app.extensions["bus"]
    bus.subscribe(LessonCompleted, "test.lesson", lambda event: heard.append(event.lesson_key))
    try:
        done(person)
        done(person)
    finally:
        bus.kinds_for(LessonCompleted(person_id="", course_key="", lesson_key="")).remove("hear.test.lesson")
        del desk().handlers["hear.test.lesson"]
    assert heard == ["tour"]
