"""Writes around a test in class: started for all, closed, somebody helped."""

from flask import current_app
from sqlalchemy import func, select

from app.centres.models.tests import HelperNote, QuizOpening
from app.centres.queries.watching import list_helped, list_openings
from app.centres.types.places import MeetingFacts
from app.infra.audit import record
from app.infra.bell import get_bell
from app.infra.database import add, after_commit, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import ConflictError


class MeetingOverError(ConflictError):
    """The meeting has ended: nothing is started in it."""


def open_quiz(meeting: MeetingFacts, course_key: str, quiz_key: str, *, by: str) -> bool:
    """Start a test for all members of a meeting, until it ends; False when it is open already. MeetingOverError."""
    serialise(f"openings {meeting.id}")
    now = clock.now()
    if now >= meeting.ends_at:
        raise MeetingOverError
    keys = {(one.course_key, one.quiz_key) for one in list_openings(meeting.id) if one.holds(now)}
    if (course_key, quiz_key) in keys:
        return False
    add(
        QuizOpening(
            node_id=current_app.config["NODE_ID"],
            meeting_id=meeting.id,
            course_key=course_key,
            quiz_key=quiz_key,
            opened_at=now,
            opened_by=by,
            closes_at=meeting.ends_at,
        )
    )
    record("centres.quiz-opened", actor_id=by, meeting=meeting.id, quiz=f"{course_key}/{quiz_key}")
    after_commit(lambda: get_bell().ring(meeting.ends_at))
    return True


def close_quiz(meeting_id: str, *, by: str) -> None:
    """Close what is open to all of a meeting; whoever has begun goes on. The second time nothing happens."""
    serialise(f"openings {meeting_id}")
    now = clock.now()
    live = [one for one in list_openings(meeting_id) if one.holds(now)]
    for one in live:
        row = lock(QuizOpening, one.id)
        if row is not None:
            row.closes_at = now
    db.session.flush()
    if live:
        record("centres.quiz-closed", actor_id=by, meeting=meeting_id)
    if not db.session.scalar(select(func.count()).select_from(QuizOpening).where(QuizOpening.closes_at > now)):
        after_commit(get_bell().mute)


def note_helper(meeting_id: str, person_id: str, *, had_helper: bool, by: str) -> bool:
    """Note that somebody is helped with their test, or is not after all; False when it was noted so."""
    serialise(f"helper {meeting_id}")
    if (person_id in list_helped(meeting_id)) is had_helper:
        return False
    add(
        HelperNote(
            node_id=current_app.config["NODE_ID"],
            meeting_id=meeting_id,
            person_id=person_id,
            had_helper=had_helper,
            noted_at=clock.now(),
            noted_by=by,
        )
    )
    return True
