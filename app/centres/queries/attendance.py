"""Reads about who came."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.models.people import Person
from app.accounts.queries.people import list_names
from app.centres.models.attendance import Attendance
from app.centres.models.cards import Card
from app.centres.models.places import Meeting
from app.centres.queries.members import list_members
from app.centres.rules.codes import CARD, read_code
from app.centres.rules.marking import GUEST, Said, counting
from app.centres.types.attendance import MarkWay, Presence
from app.infra.database import db
from app.kernel.errors import NotFoundError


@dataclass(frozen=True, kw_only=True)
class Attended:
    """Somebody in a meeting: a member, marked or not yet, or a guest who is marked."""

    subject: str
    """The person's id; of a guest without an account `g-` and the id of the first mark."""
    person_id: str | None
    """The id that they go by now."""
    name: str
    """Empty for a guest whose name was kept long enough."""
    is_member: bool
    state: Presence | None
    """None while nothing was said."""
    stamp: int
    """The greatest of theirs; 0 while nothing was said."""
    history: tuple[Said, ...]
    """All that was said of them, oldest first."""

    @property
    def said(self) -> Said | None:
        """The mark that counts."""
        return counting(self.history)


def list_attendance(meeting_id: str) -> list[Attended]:
    """The members of the group by name, then guests in the order in which they came. NotFoundError. Four statements."""
    cohort_id = db.session.scalars(select(Meeting.cohort_id).where(Meeting.id == meeting_id)).first()
    if cohort_id is None:
        raise NotFoundError
    found = _said_in([meeting_id]).get(meeting_id, {})
    members = list_members(cohort_id)
    listed = [_attended(one.person_id, one.name, found.pop(one.person_id, None), is_member=True) for one in members]
    names = list_names([subject for subject in found if not subject.startswith(GUEST)])
    guests = [_attended(subject, marks.name or names.get(subject, ""), marks) for subject, marks in found.items()]
    return [*listed, *guests]


def list_presence(meeting_ids: Collection[str]) -> dict[str, dict[str, Presence]]:
    """How everybody attended these meetings: by meeting, then by subject as `Attended` has it. One statement."""
    none: dict[str, dict[str, _Marks]] = {id_: {} for id_ in meeting_ids}
    found = none | _said_in(meeting_ids)
    return {
        meeting_id: {subject: one.state for subject, marks in subjects.items() if (one := counting(marks.said))}
        for meeting_id, subjects in found.items()
    }


def find_attended(meeting_id: str, person_id: str) -> Attended | None:
    """What was said of a person in a meeting; None when nothing was."""
    marks = _said_in([meeting_id]).get(meeting_id, {}).get(person_id)
    return _attended(person_id, "", marks) if marks else None


def get_begin(meeting_id: str) -> datetime:
    """When a meeting begins. NotFoundError."""
    begins_at = db.session.scalars(select(Meeting.begins_at).where(Meeting.id == meeting_id)).first()
    if begins_at is None:
        raise NotFoundError
    return begins_at


def find_card_owner(typed: str) -> str | None:
    """Whose card a code or its address is, by the id that they go by now; None for no card that is good."""
    code = read_code(typed, CARD)
    query = (
        select(Person.canonical_id)
        .join(Card, Card.person_id == Person.id)
        .where(Card.code == code, Card.ended_at.is_(None))
        .order_by(Card.made_at.desc(), Card.id.desc())
    )
    return db.session.scalars(query).first() if code else None


@dataclass(frozen=True, kw_only=True)
class _Marks:
    """The marks of one subject as they are gathered."""

    said: list[Said]
    name: str = ""


def _said_in(meeting_ids: Iterable[str]) -> dict[str, dict[str, _Marks]]:
    """All marks of these meetings, by meeting and subject, in the order in which each was first named."""
    rows = db.session.execute(
        select(Attendance, Person.canonical_id)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id.in_(list(meeting_ids)))
        .order_by(Attendance.marked_at, Attendance.id)
    ).all()
    found: dict[str, dict[str, _Marks]] = defaultdict(dict)
    for row, canonical_id in rows:
        subject = canonical_id or row.person_id or f"{GUEST}{row.guest_id or row.id}"
        marks = found[row.meeting_id].setdefault(subject, _Marks(said=[], name=row.guest_name))
        marks.said.append(_said(row))
    return dict(found)


def _said(row: Attendance) -> Said:
    return Said(
        person_id=row.person_id,
        key=row.mark_key,
        state=Presence(row.state),
        stamp=row.stamp,
        way=MarkWay(row.way),
        at=row.marked_at,
        by=row.marked_by,
    )


def _attended(subject: str, name: str, marks: _Marks | None, *, is_member: bool = False) -> Attended:
    said = tuple(marks.said) if marks else ()
    counts = counting(said)
    return Attended(
        subject=subject,
        person_id=None if subject.startswith(GUEST) else subject,
        name=name,
        is_member=is_member,
        state=counts.state if counts else None,
        stamp=max((one.stamp for one in said), default=0),
        history=said,
    )
