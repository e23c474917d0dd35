"""Reads: what was asked, and all that the house knows of one person."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from app.accounts.queries import traces as accounts
from app.accounts.queries.people import ids_of, list_ids
from app.accounts.queries.roles import list_grants
from app.centres.queries import members as centres
from app.certificates.queries import records as certificates
from app.courses import queries as courses
from app.helpdesk.queries import exports as helpdesk
from app.infra import traces
from app.infra.database import count, db
from app.infra.traces import Rows, read_out_room
from app.kernel import clock
from app.kernel.permissions import STAFF, Role
from app.practice import queries as practice
from app.privacy.models import Export, Wish
from app.privacy.types import EXPORT_LIFE, LATE, ExportFacts, ExportState, WishFacts
from app.progress import queries as progress
from app.quizzes.queries import attempts as quizzes


def export_own(person_id: str) -> dict[str, Rows]:
    """What this room itself knows of a person."""
    return read_out_room("privacy", ids_of(person_id))


EXPORTS: tuple[Callable[[str], Mapping[str, Rows]], ...] = (
    accounts.export_person,
    practice.export_person,
    courses.export_person,
    quizzes.export_person,
    progress.export_person,
    helpdesk.export_person,
    certificates.export_person,
    centres.export_person,
    export_own,
    lambda person_id: traces.export_person(list_ids(person_id)),
)
"""Every room that keeps something of a person; a new one joins with a line."""


def gather_person(person_id: str) -> dict[str, Rows]:
    """All that the house knows of a person under any of their ids: rows by table."""
    return {table: rows for export in EXPORTS for table, rows in export(person_id).items()}


def find_export(person_id: str) -> ExportFacts | None:
    """The archive that a person asked for last, as long as it means something."""
    query = select(Export).where(Export.person_id.in_(ids_of(person_id)))
    row = db.session.scalars(query.order_by(Export.asked_at.desc(), Export.id.desc()).limit(1)).first()
    facts = _export(row) if row else None
    is_over = facts is not None and facts.until is not None and facts.until <= clock.now()
    return None if is_over else facts


def count_exports_of_day(person_id: str) -> int:
    """How often a person asked within a day."""
    since = clock.now() - EXPORT_LIFE
    return count(Export, Export.person_id.in_(ids_of(person_id)), Export.asked_at > since)


def get_export(export_id: str) -> ExportFacts:
    """An archive that was asked for; LookupError when it is forgotten."""
    row = db.session.get(Export, export_id)
    if row is None:
        raise LookupError(export_id)
    return _export(row)


def _export(row: Export) -> ExportFacts:
    if row.ready_at is None:
        state = ExportState.LATE if clock.now() - row.asked_at > LATE else ExportState.MAKING
    else:
        state = ExportState.FETCHED if row.fetched_at or not row.file_token else ExportState.READY
    return ExportFacts(
        id=row.id,
        person_id=row.person_id,
        language=row.language,
        state=state,
        asked_at=row.asked_at,
        until=row.ready_at + EXPORT_LIFE if row.ready_at else None,
        size=row.size,
    )


def find_wish(person_id: str) -> WishFacts | None:
    """The wish to be erased that stands, if any."""
    query = select(Wish).where(Wish.person_id.in_(ids_of(person_id)), Wish.withdrawn_at.is_(None))
    row = db.session.scalars(query.order_by(Wish.due_at).limit(1)).first()
    return _wish(row) if row else None


def list_due() -> list[WishFacts]:
    """The wishes whose time has come."""
    query = select(Wish).where(Wish.withdrawn_at.is_(None), Wish.due_at <= clock.now())
    return [_wish(row) for row in db.session.scalars(query.order_by(Wish.due_at, Wish.id))]


def _wish(row: Wish) -> WishFacts:
    return WishFacts(
        id=row.id,
        person_id=row.person_id,
        wished_at=row.wished_at,
        due_at=row.due_at,
        is_due=row.due_at <= clock.now(),
    )


def list_duties(person_id: str) -> tuple[Role, ...]:
    """The roles in which a person answers for others."""
    held = {grant.role for one in list_ids(person_id) for grant in list_grants(one) if grant.role in STAFF}
    return tuple(role for role in Role if role in held)
