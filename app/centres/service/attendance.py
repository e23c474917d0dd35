"""Writes about who came. Rows are only added, and a mark that is known already adds none."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask import current_app
from sqlalchemy import select, update

from app.centres.models.attendance import Attendance
from app.centres.queries.attendance import find_attended, get_begin
from app.centres.rules.marking import Mark, is_there, key_of, presence_at
from app.centres.types.attendance import MarkWay, Presence
from app.infra.database import db, serialise
from app.infra.personal import SPANS, Keep
from app.infra.retention import Purge, rows_gone
from app.kernel import clock
from app.kernel.ids import new_id


def mark_attendance(
    meeting_id: str, marks: Iterable[Mark], key: str, *, by: str, way: MarkWay = MarkWay.LIST
) -> tuple[str, ...]:
    """Keep what is said of people in a meeting; ids of the new rows. `key` is what the page calls itself.

    However often and in whichever order the same marks come, they are kept once, and the same ones count.
    """
    serialise(f"attendance {meeting_id}")
    wanted = {key_of(key, mark): mark for mark in marks}
    known = set(db.session.scalars(select(Attendance.mark_key).where(Attendance.mark_key.in_(wanted))))
    now, node_id = clock.now(), current_app.config["NODE_ID"]
    rows = [
        Attendance(
            id=new_id(),
            node_id=node_id,
            mark_key=mark_key,
            meeting_id=meeting_id,
            person_id=mark.person_id,
            guest_name=mark.guest_name,
            guest_id=mark.guest_id,
            stamp=mark.stamp,
            state=mark.state.value,
            way=way.value,
            marked_at=now,
            marked_by=by,
        )
        for mark_key, mark in wanted.items()
        if mark_key not in known
    ]
    db.session.add_all(rows)
    db.session.flush()
    return tuple(row.id for row in rows)


def mark_by_card(meeting_id: str, person_id: str, *, by: str) -> tuple[Presence, bool]:
    """Somebody's card was scanned, or opened a session in class: there, or late by the clock.

    The state that counts now, and whether this scan said it: who is there already stays as they are marked. `person_id`
    is the id that they go by now; of another group they are a guest.
    """
    serialise(f"attendance {meeting_id}")
    known = find_attended(meeting_id, person_id)
    if known is not None and known.state is not None and is_there(known.state):
        return known.state, False
    state = presence_at(get_begin(meeting_id), clock.now())
    mark = Mark(person_id=person_id, state=state, stamp=known.stamp + 1 if known else 1)
    mark_attendance(meeting_id, [mark], f"card-{meeting_id[-12:]}", by=by, way=MarkWay.CARD)
    return state, True


def forget_guests(now: datetime) -> int:
    """Blank the names of guests after half a year; how many."""
    old = (Attendance.guest_name != "", Attendance.marked_at < now - SPANS[Keep.HALF_YEAR])
    return rows_gone(update(Attendance).where(*old).values(guest_name=""))


PURGES: Mapping[str, Purge] = {"centres_attendance": forget_guests}
