"""Courses and paths that a test makes up: each passes as the real one does, under its own key."""

from dataclasses import replace

from app.content.types.courses import CoursePath, CoursePathText
from app.infra.database import add, write_tx
from app.kernel import clock
from app.kernel.ids import new_id
from app.progress.models import CoursePass
from app.progress.service import record_pass
from app.quizzes.events import AttemptSubmitted
from app.quizzes.models import Attempt, SubmittedAttempt

PATH = "paths/beginner"
SECOND, THIRD = "second", "third"


def publish_path(bookcase, *, certificate="course", courses=("my-gov-uz", SECOND), was=(), asks=(), course_asks=()):
    """Publish the real course, others like it, and a path through them."""
    first = replace(bookcase.current().courses[0], certificate_asks=course_asks)
    made = [first, *(replace(first, key=key, was=(), minutes=30, competences=("4.1",)) for key in (SECOND, THIRD))]
    texts = {
        tag: CoursePathText(
            title="Yangi boshlovchi", summary="", outcomes_html=(), body_html="", is_derived=False, is_stale=False
        )
        for tag in first.texts
    }
    path = CoursePath(
        key="beginner", courses=courses, certificate=certificate, was=was, texts=texts, certificate_asks=asks
    )
    bookcase.publish(courses=tuple(made), paths=(path,))


def news(person_id, course="my-gov-uz", *, percent=90, language="uz", attempt_id=None):
    """News of a pass of one of these courses."""
    return AttemptSubmitted(
        submission_id=new_id(),
        attempt_id=attempt_id or new_id(),
        person_id=person_id,
        course_key=course,
        quiz_key="final",
        release="r",
        language=language,
        percent=percent,
        is_passed=True,
    )


def passes(person_id, course="my-gov-uz", **told):
    """A person passes; everybody who listens hears it."""
    with write_tx():
        record_pass(news(person_id, course, **told))


def sits(person_id, course="my-gov-uz", *, percent=90):
    """A person passes by an attempt that is there, as staff sees it: its id."""
    with write_tx():
        attempt = add(
            Attempt(
                node_id="testnode",
                person_id=person_id,
                course_key=course,
                quiz_key="final",
                number=1,
                release="r",
                quiz_digest="d",
                seed="s",
                language="uz",
                started_at=clock.now(),
                ends_at=None,
            )
        )
        event = news(person_id, course, percent=percent, attempt_id=attempt.id)
        add(
            SubmittedAttempt(
                id=event.submission_id,
                node_id="testnode",
                attempt_id=attempt.id,
                person_id=person_id,
                course_key=course,
                quiz_key="final",
                quiz_digest="d",
                points="9",
                possible="10",
                percent=percent,
                is_passed=True,
                submitted_at=clock.now(),
            )
        )
        record_pass(event)
    return attempt.id


def quiet(person_id, course="my-gov-uz", *, percent=90):
    """A pass that nobody is told of: as if it had been kept before anything was listening."""
    with write_tx():
        return add(
            CoursePass(
                node_id="testnode",
                submission_id=new_id(),
                person_id=person_id,
                course_key=course,
                release="r",
                language="uz",
                percent=percent,
                passed_at=clock.now(),
            )
        ).id
