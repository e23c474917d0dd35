"""Writes about doors: a trainer lets the members of a meeting come in by picture and PIN."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from app.centres.models.cards import Door
from app.centres.queries.doors import find_door
from app.centres.queries.places import get_meeting
from app.centres.types.cards import DoorTimeError
from app.centres.types.places import MeetingFacts
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.kernel import clock

EARLY = timedelta(hours=1)
LATE = timedelta(minutes=15)
"""A door is open so long before its meeting begins, and after it has ended."""


def can_open(meeting: MeetingFacts, now: datetime) -> bool:
    """Whether the door of this meeting may be open at this moment."""
    return meeting.begins_at - EARLY <= now < meeting.ends_at + LATE


def open_door(cohort_id: str, meeting_id: str, *, by: str) -> None:
    """Hold the door open until a quarter of an hour after the meeting; one that is open stays so. DoorTimeError.

    NotFoundError for another group's meeting.
    """
    serialise(f"door {meeting_id}")
    meeting, now = get_meeting(cohort_id, meeting_id), clock.now()
    if not can_open(meeting, now):
        raise DoorTimeError
    if find_door(meeting_id) is None:
        node_id = current_app.config["NODE_ID"]
        closes_at = meeting.ends_at + LATE
        add(Door(node_id=node_id, meeting_id=meeting_id, opened_at=now, opened_by=by, closes_at=closes_at))
        record("centres.door-opened", actor_id=by, meeting=meeting_id)


def shut_door(meeting_id: str, *, by: str) -> None:
    """Let nobody in by picture any more; whoever is in goes on until the end. The second time nothing happens."""
    serialise(f"door {meeting_id}")
    now = clock.now()
    rows = db.session.scalars(select(Door).where(Door.meeting_id == meeting_id, Door.closes_at > now)).all()
    for row in rows:
        row.closes_at = now
    if rows:
        record("centres.door-shut", actor_id=by, meeting=meeting_id)
