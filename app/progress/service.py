"""Writes of the room."""

import hashlib
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from app.infra.bus import announce
from app.infra.database import add, count, db, serialise
from app.infra.outbox import Channel, send
from app.infra.traces import erase_in_room
from app.kernel import clock
from app.kernel.ids import time_of
from app.progress.events import CoursePassed
from app.progress.models import CoursePass, Reminder, ReminderChoice
from app.progress.types import ChoiceWay
from app.published.queries import find_release
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


def choose_reminders(person_id: str, *, is_wanted: bool, way: ChoiceWay) -> None:
    """Keep whether a person wants reminders."""
    add(
        ReminderChoice(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            is_wanted=is_wanted,
            way=way.value,
            chosen_at=clock.now(),
        )
    )


def remind(
    person_id: str,
    course_key: str,
    number: int,
    *,
    channel: Channel,
    address: str,
    subject: str,
    text: str,
    leave_url: str,
    expires_at: datetime,
) -> bool:
    """Send a person their reminder of a course with this number; False when it was sent before."""
    serialise(f"reminders {person_id}")
    same = (Reminder.person_id == person_id, Reminder.course_key == course_key, Reminder.number == number)
    if count(Reminder, *same):
        return False
    add(
        Reminder(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            course_key=course_key,
            number=number,
            reminded_at=clock.now(),
        )
    )
    send(
        channel=channel,
        address=address,
        subject=subject,
        text=text,
        purpose="reminder",
        person_id=person_id,
        key=_key_of(person_id, course_key, number),
        expires_at=expires_at,
        leave_url=leave_url,
    )
    return True


def _key_of(person_id: str, course_key: str, number: int) -> str:
    """Names the letter without naming the person: keys are kept for ever."""
    return f"reminder {hashlib.sha256(f'{person_id}/{course_key}/{number}'.encode()).hexdigest()}"


def erase_person(person_id: str, tombstone_id: str) -> None:
    """What this id did stays, under one that leads to nobody."""
    erase_in_room("progress", person_id, tombstone_id)
