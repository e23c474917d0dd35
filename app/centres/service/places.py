"""Writes about centres, groups and meetings. What is said of them may be changed; they are closed, never deleted."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from app.accounts.service.roles import HeldAlreadyError, grant_role
from app.centres.models.places import Centre, Cohort, Meeting
from app.centres.queries.places import get_cohort
from app.centres.rules.codes import CENTRE, COHORT, new_code
from app.centres.types.places import CentreKind, ClosedError
from app.infra.audit import record
from app.infra.database import add, db, lock
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Role, Scope, ScopeKind


@dataclass(frozen=True, kw_only=True)
class CentreWords:
    """What is said of a centre."""

    name: str
    kind: CentreKind
    region: str
    district: str
    address: str
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class CohortWords:
    """What is said of a group."""

    title: str
    key: str
    language: Tag
    starts_on: date
    ends_on: date
    room: str = ""
    seats: int = 12
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class MeetingWords:
    """What is said of a meeting."""

    begins_at: datetime
    ends_at: datetime
    plan: tuple[str, ...] = ()
    has_quiz: bool = False
    note: str = ""


def open_centre(words: CentreWords, *, by: str) -> str:
    """A new centre; the answer is its id."""
    centre = Centre(
        node_id=current_app.config["NODE_ID"],
        code=_unused(Centre, CENTRE),
        opened_at=clock.now(),
        opened_by=by,
        **_said(words),
    )
    add(centre)
    record("centres.opened", actor_id=by, centre=centre.id)
    return centre.id


def change_centre(centre_id: str, words: CentreWords, *, by: str) -> None:
    """Say something else of a centre. NotFoundError."""
    centre = lock(Centre, centre_id)
    if centre is None:
        raise NotFoundError
    _set(centre, _said(words))
    record("centres.changed", actor_id=by, centre=centre_id)


def close_centre(centre_id: str, *, by: str) -> None:
    """No new classes there; what was is kept. The second time nothing happens. NotFoundError."""
    centre = lock(Centre, centre_id)
    if centre is None:
        raise NotFoundError
    if centre.closed_at is None:
        centre.closed_at = clock.now()
        record("centres.closed", actor_id=by, centre=centre_id)


def open_cohort(centre_id: str, words: CohortWords, *, by: str) -> str:
    """A new group at a centre; the answer is its id. NotFoundError, ClosedError."""
    centre = lock(Centre, centre_id)
    if centre is None:
        raise NotFoundError
    if centre.closed_at is not None:
        raise ClosedError
    cohort = Cohort(
        node_id=current_app.config["NODE_ID"],
        centre_id=centre_id,
        code=_unused(Cohort, COHORT),
        made_at=clock.now(),
        made_by=by,
        **asdict(words),
    )
    add(cohort)
    record("centres.cohort-opened", actor_id=by, cohort=cohort.id)
    return cohort.id


def change_cohort(cohort_id: str, words: CohortWords, *, by: str) -> None:
    """Say something else of a group. NotFoundError."""
    cohort = lock(Cohort, cohort_id)
    if cohort is None:
        raise NotFoundError
    _set(cohort, asdict(words))
    record("centres.cohort-changed", actor_id=by, cohort=cohort_id)


def close_cohort(cohort_id: str, *, by: str) -> None:
    """The group is over; what was is kept. The second time nothing happens. NotFoundError."""
    cohort = lock(Cohort, cohort_id)
    if cohort is None:
        raise NotFoundError
    if cohort.closed_at is None:
        cohort.closed_at = clock.now()
        record("centres.cohort-closed", actor_id=by, cohort=cohort_id)


def plan_meeting(cohort_id: str, words: MeetingWords, *, by: str) -> str:
    """A new meeting of a group; the answer is its id. NotFoundError, ClosedError."""
    if get_cohort(cohort_id).is_closed:
        raise ClosedError
    meeting = Meeting(
        node_id=current_app.config["NODE_ID"], cohort_id=cohort_id, made_at=clock.now(), made_by=by, **_columns(words)
    )
    return add(meeting).id


def change_meeting(meeting_id: str, words: MeetingWords) -> None:
    """Say something else of a meeting. NotFoundError."""
    meeting = lock(Meeting, meeting_id)
    if meeting is None:
        raise NotFoundError
    _set(meeting, _columns(words))


def cancel_meeting(meeting_id: str) -> None:
    """It does not take place; what was marked in it stays. NotFoundError."""
    meeting = lock(Meeting, meeting_id)
    if meeting is None:
        raise NotFoundError
    meeting.cancelled_at = meeting.cancelled_at or clock.now()


def appoint_trainer(cohort_id: str, person_id: str, *, by: str) -> None:
    """Let somebody teach a group; who does already stays so."""
    scope = Scope(kind=ScopeKind.COHORT, key=cohort_id)
    try:
        grant_role(person_id, Role.TRAINER, scope, granted_by=by)
    except HeldAlreadyError:
        return


def _said(words: CentreWords) -> dict[str, object]:
    columns: dict[str, object] = asdict(words)
    return columns | {"telephone": columns.pop("phone")}


def _columns(words: MeetingWords) -> dict[str, object]:
    return asdict(words) | {"plan": list(words.plan)}


def _set(row: Centre | Cohort | Meeting, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _unused(model: type[Centre | Cohort], symbols: int) -> str:
    """A code that no other row has; the unique rule of the table stands behind it."""
    while True:
        code = new_code(symbols)
        if db.session.scalars(select(model.id).where(model.code == code)).first() is None:
            return code
