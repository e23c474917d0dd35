"""Reads about centres, groups and their meetings."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from app.centres.models.places import Centre, Cohort, Meeting
from app.centres.types.places import CentreFacts, CentreKind, CohortFacts, MeetingFacts
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import Tag
from app.kernel.permissions import SITE, Scope, ScopeKind


def get_centre(centre_id: str) -> CentreFacts:
    """A centre. NotFoundError."""
    row = db.session.get(Centre, centre_id) if is_id(centre_id) else None
    if row is None:
        raise NotFoundError
    return centre_facts(row)


def find_centre_by_code(code: str) -> CentreFacts | None:
    """The centre with this code, written as `rules/codes.py` reads it; the one of this node first."""
    row = db.session.scalars(select(Centre).where(Centre.code == code).order_by(Centre.opened_at, Centre.id)).first()
    return centre_facts(row) if row else None


def list_centres(reach: Iterable[Scope], *, with_closed: bool = False) -> list[CentreFacts]:
    """The centres in these places, by name."""
    query = select(Centre).where(_is_centre_in(reach)).order_by(Centre.name, Centre.id)
    if not with_closed:
        query = query.where(Centre.closed_at.is_(None))
    return [centre_facts(row) for row in db.session.scalars(query)]


def list_open_centres() -> list[CentreFacts]:
    """Every centre that is open, for everybody to see."""
    return list_centres({SITE})


def get_cohort(cohort_id: str) -> CohortFacts:
    """A group. NotFoundError."""
    found = _cohorts(Cohort.id == cohort_id) if is_id(cohort_id) else []
    if not found:
        raise NotFoundError
    return found[0]


def find_cohort_by_code(code: str) -> CohortFacts | None:
    """The group with this code, written as `rules/codes.py` reads it."""
    return next(iter(_cohorts(Cohort.code == code)), None)


def list_cohorts(reach: Iterable[Scope], *, with_closed: bool = False) -> list[CohortFacts]:
    """The groups in these places, the latest first."""
    places = frozenset(reach)
    own = Cohort.id.in_([one.key for one in places if one.kind is ScopeKind.COHORT])
    is_in = or_(own, _is_centre_in(places))
    return _cohorts(is_in if with_closed else and_(is_in, Cohort.closed_at.is_(None)))


def list_cohorts_of(centre_id: str, *, with_closed: bool = False) -> list[CohortFacts]:
    """The groups of a centre, the latest first."""
    is_there = Cohort.centre_id == centre_id
    return _cohorts(is_there if with_closed else and_(is_there, Cohort.closed_at.is_(None)))


def list_coming(centre_id: str, today: date) -> list[CohortFacts]:
    """The groups of a centre that stand on its public page: open, not over, the next to begin first."""
    found = _cohorts(
        and_(
            Cohort.centre_id == centre_id,
            Cohort.closed_at.is_(None),
            Cohort.is_public.is_(True),
            Cohort.ends_on >= today,
        )
    )
    return found[::-1]


def list_meetings(cohort_id: str) -> list[MeetingFacts]:
    """The meetings of a group that are not cancelled, in their order."""
    query = select(Meeting).where(Meeting.cohort_id == cohort_id, Meeting.cancelled_at.is_(None))
    rows = db.session.scalars(query.order_by(Meeting.begins_at, Meeting.id))
    return [_meeting(number, row) for number, row in enumerate(rows, 1)]


def get_meeting(cohort_id: str, meeting_id: str) -> MeetingFacts:
    """A meeting of a group. NotFoundError for another group's, and for one that is cancelled."""
    found = next((one for one in list_meetings(cohort_id) if one.id == meeting_id), None)
    if found is None:
        raise NotFoundError
    return found


def list_meetings_between(begin: datetime, end: datetime) -> list[tuple[CohortFacts, MeetingFacts]]:
    """Meetings of groups that are open which touch this time, in their order."""
    query = select(Meeting.cohort_id, Meeting.id).where(
        Meeting.cancelled_at.is_(None), Meeting.begins_at < end, Meeting.ends_at > begin
    )
    wanted = db.session.execute(query.order_by(Meeting.begins_at, Meeting.id)).all()
    cohorts = {one.id: one for one in _cohorts(Cohort.id.in_({row.cohort_id for row in wanted}))}
    return [
        (cohorts[row.cohort_id], get_meeting(row.cohort_id, row.id))
        for row in wanted
        if row.cohort_id in cohorts and not cohorts[row.cohort_id].is_closed
    ]


def find_centre_name(centre_id: str) -> str:
    """What a centre is called; empty for an id that is none."""
    row = db.session.get(Centre, centre_id) if is_id(centre_id) else None
    return row.name if row else ""


def find_cohort_name(cohort_id: str) -> str:
    """What a group is called, with its centre; empty for an id that is none."""
    found = _cohorts(Cohort.id == cohort_id) if is_id(cohort_id) else []
    return f"{found[0].title}, {found[0].centre.name}" if found else ""


def centre_facts(row: Centre) -> CentreFacts:
    """What a row says."""
    return CentreFacts(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=CentreKind(row.kind),
        region=row.region,
        district=row.district,
        address=row.address,
        contact=row.contact,
        phone=row.telephone,
        is_closed=row.closed_at is not None,
    )


def _cohorts(condition: ColumnElement[bool]) -> list[CohortFacts]:
    query = select(Cohort, Centre).join(Centre, Centre.id == Cohort.centre_id).where(condition)
    rows = db.session.execute(query.order_by(Cohort.starts_on.desc(), Cohort.id.desc()))
    return [
        CohortFacts(
            id=row.id,
            code=row.code,
            title=row.title,
            key=row.key,
            language=Tag(row.language),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            room=row.room,
            seats=row.seats,
            is_public=row.is_public,
            is_closed=row.closed_at is not None or centre.closed_at is not None,
            centre=centre_facts(centre),
        )
        for row, centre in rows
    ]


def _meeting(number: int, row: Meeting) -> MeetingFacts:
    return MeetingFacts(
        id=row.id,
        number=number,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        plan=tuple(row.plan),
        has_quiz=row.has_quiz,
        note=row.note,
    )


def _is_centre_in(reach: Iterable[Scope]) -> ColumnElement[bool]:
    places = frozenset(reach)
    if SITE in places:
        return Centre.id.is_not(None)
    return or_(
        Centre.id.in_([one.key for one in places if one.kind is ScopeKind.CENTRE]),
        Centre.region.in_([one.key for one in places if one.kind is ScopeKind.REGION]),
    )
