"""Reads about quizzes and attempts."""

from datetime import timedelta

import pytest

from app.accounts.service.people import add_person
from app.infra.database import add, write_tx
from app.kernel import clock as house
from app.kernel.errors import NotFoundError
from app.kernel.ids import new_id
from app.published.queries import find_course
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from app.quizzes.queries.attempts import get_attempt, get_quiz, get_record, list_passed
from app.quizzes.service.attempts import start_attempt, submit_attempt
from app.quizzes.types.answers import Response
from app.quizzes.types.attempts import QuizRecord


@pytest.fixture
def person(db):
    with write_tx():
        return add_person("uz").id


@pytest.fixture
def attempt(person):
    with write_tx():
        return start_attempt(person, "my-gov-uz", "final", "uz")


def given(attempt, *, node="testnode", revision, words, later=0):
    with write_tx():
        add(
            Answer(
                node_id=node,
                attempt_id=attempt,
                question_id="q",
                revision=revision,
                stamp=revision,
                is_late=False,
                response={"text": words},
                given_at=house.now() + timedelta(seconds=later),
            )
        )


def test_a_quiz_comes_with_its_course_and_release(app, db):
    course, quiz, release = get_quiz("my-gov-uz", "final", "uz")
    assert (course.key, quiz.key, release) == ("my-gov-uz", "final", app.extensions["library"].current().digest)


@pytest.mark.parametrize(
    ("course", "quiz", "tag"), [("x", "final", "uz"), ("my-gov-uz", "x", "uz"), ("my-gov-uz", "final", "kaa")]
)
def test_a_quiz_that_is_not_there_is_not_found(db, course, quiz, tag):
    with pytest.raises(NotFoundError):
        get_quiz(course, quiz, tag)


def test_nothing_is_found_before_the_first_release(db, bookcase):
    bookcase._release = None
    assert find_course("my-gov-uz") is None
    with pytest.raises(NotFoundError):
        get_quiz("my-gov-uz", "final", "uz")


def own(person, attempt):
    return get_attempt(attempt, person, course_key="my-gov-uz", quiz_key="final")


def test_the_highest_revision_counts_in_whatever_order_rows_came(person, attempt):
    given(attempt, revision=2, words="ikki")
    given(attempt, revision=1, words="bir", later=5)
    assert own(person, attempt).responses == {"q": Response(text="ikki")}


def test_of_two_places_that_count_alike_the_same_one_counts_everywhere(person, attempt):
    given(attempt, revision=1, words="uyda", later=5)
    given(attempt, node="village", revision=1, words="markazda")
    assert own(person, attempt).responses == {"q": Response(text="uyda")}


def test_a_record_holds_what_ended_and_what_is_open(person, attempt):
    assert get_record(person, "my-gov-uz", "final") == QuizRecord(submissions=(), open_attempt_id=attempt)
    with write_tx():
        submit_attempt(get_attempt(attempt, person, course_key="my-gov-uz", quiz_key="final"), "uz")
    record = get_record(person, "my-gov-uz", "final")
    assert record.open_attempt_id is None
    assert [one.is_passed for one in record.submissions] == [False]
    assert not record.is_passed
    assert get_record(person, "my-gov-uz", "other") == get_record(None, "my-gov-uz", "final")


def test_a_grade_that_came_from_two_places_is_the_first(db, person, attempt):
    for node, percent, later in (("village", 40, 60), ("testnode", 90, 0)):
        with write_tx():
            add(
                SubmittedAttempt(
                    node_id=node,
                    attempt_id=attempt,
                    person_id=person,
                    course_key="my-gov-uz",
                    quiz_key="final",
                    quiz_digest="d",
                    points="9",
                    possible="10",
                    percent=percent,
                    is_passed=percent >= 70,
                    submitted_at=house.now() + timedelta(seconds=later),
                )
            )
    assert get_attempt(attempt, person, course_key="my-gov-uz", quiz_key="final").grade.percent == 90
    assert list_passed(person, "my-gov-uz") == {"final"}


def test_passes_are_told_by_person_and_course(db, person):
    assert list_passed(person, "my-gov-uz") == frozenset()
    assert list_passed(new_id(), "my-gov-uz") == frozenset()


def test_a_row_id_is_made_where_the_row_is_born(db, attempt):
    assert db.session.get(Attempt, attempt).id == attempt
