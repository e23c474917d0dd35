"""Writes of the room."""

from flask import current_app
from sqlalchemy import select

from app.courses.queries import find_release
from app.infra.bus import announce
from app.infra.database import add, db, serialise
from app.infra.traces import erase_in_room
from app.kernel.ids import time_of
from app.progress.events import CoursePassed
from app.progress.models import CoursePass
from app.quizzes.events import AttemptSubmitted


def record_pass(event: AttemptSubmitted) -> None:
    """Keep that a course was passed, when it was; hearing of the same submission again changes nothing.

    It was passed when the submission was born: the worker may hear of it hours later.
    """
    if not event.is_passed or not _is_final(event.course_key, event.quiz_key):
        return
    serialise(f"submission {event.submission_id}")
    known = select(CoursePass.id).where(CoursePass.submission_id == event.submission_id).limit(1)
    if db.session.scalars(known).first() is not None:
        return
    row = add(
        CoursePass(
            node_id=current_app.config["NODE_ID"],
            submission_id=event.submission_id,
            person_id=event.person_id,
            course_key=event.course_key,
            release=event.release,
            language=event.language,
            percent=event.percent,
            passed_at=time_of(event.submission_id),
        )
    )
    announce(CoursePassed(pass_id=row.id, person_id=event.person_id, course_key=event.course_key))


def _is_final(course_key: str, quiz_key: str) -> bool:
    release = find_release()
    return release is not None and any(
        course.key == course_key and course.quiz == quiz_key for course in release.courses
    )


def erase_person(person_id: str, tombstone_id: str) -> None:
    """What this id did stays, under one that leads to nobody."""
    erase_in_room("progress", person_id, tombstone_id)
