"""Reads about what is printed for a class, and what came back on paper."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from app.accounts.models.people import Person
from app.centres.models.papers import Pack, Sheet, SheetEntry
from app.centres.types.papers import EntryFacts, PackFacts, PackPart, SheetFacts, Variants
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import Tag

LATEST = 10


def list_packs(cohort_id: str) -> list[PackFacts]:
    """The latest packs of a group, the newest first."""
    query = select(Pack).where(Pack.cohort_id == cohort_id).order_by(Pack.asked_at.desc(), Pack.id.desc())
    return [_pack(row) for row in db.session.scalars(query.limit(LATEST))]


def get_pack(pack_id: str) -> PackFacts:
    """A pack. NotFoundError."""
    row = db.session.get(Pack, pack_id) if is_id(pack_id) else None
    if row is None:
        raise NotFoundError
    return _pack(row)


def list_sheets(pack_id: str) -> list[SheetFacts]:
    """The answer sheets of a pack, in the order in which they were printed."""
    return _sheets(Sheet.pack_id == pack_id)


def list_unentered(cohort_id: str) -> list[SheetFacts]:
    """The sheets of the group's latest pack with a quiz which nobody has entered yet, spare ones last."""
    newest = select(Sheet.pack_id).where(Sheet.cohort_id == cohort_id)
    newest = newest.order_by(Sheet.printed_at.desc(), Sheet.id.desc()).limit(1)
    is_newest = Sheet.pack_id == newest.scalar_subquery()
    found = _sheets(is_newest & Sheet.id.not_in(select(SheetEntry.sheet_id)))
    return sorted(found, key=lambda one: one.person_id is None)


def find_sheet(code: str) -> SheetFacts | None:
    """The sheet with this code, of whichever group."""
    return next(iter(_sheets(Sheet.code == code)), None)


def get_sheet(sheet_id: str) -> SheetFacts:
    """A sheet. NotFoundError."""
    found = _sheets(Sheet.id == sheet_id) if is_id(sheet_id) else []
    if not found:
        raise NotFoundError
    return found[0]


def list_variants(pack_id: str) -> dict[str, str]:
    """The variants of a pack and their seeds."""
    rows = db.session.execute(select(Sheet.variant, Sheet.seed).where(Sheet.pack_id == pack_id).order_by(Sheet.id))
    return {row.variant: row.seed for row in rows}


def find_entry(sheet_id: str) -> EntryFacts | None:
    """What was entered of a sheet first."""
    return next(iter(_entries(SheetEntry.sheet_id == sheet_id)), None)


def list_entries(cohort_id: str, meeting_id: str | None = None) -> list[EntryFacts]:
    """The sheets of a group that were entered, or those that were written at one meeting, the oldest first."""
    condition = Sheet.cohort_id == cohort_id
    return _entries(condition & (SheetEntry.meeting_id == meeting_id) if meeting_id else condition)


def _entries(condition: ColumnElement[bool]) -> list[EntryFacts]:
    query = (
        select(SheetEntry, Sheet.cohort_id, Sheet.code, Person.canonical_id)
        .join(Sheet, Sheet.id == SheetEntry.sheet_id)
        .outerjoin(Person, Person.id == SheetEntry.person_id)
        .where(condition)
        .order_by(SheetEntry.entered_at, SheetEntry.id)
    )
    return [
        EntryFacts(
            sheet_id=entry.sheet_id,
            code=code,
            cohort_id=cohort_id,
            meeting_id=entry.meeting_id,
            person_id=person_id or entry.person_id,
            attempt_id=entry.attempt_id,
            typed={int(number): text for number, text in entry.typed.items()},
            taken_at=entry.taken_at,
            entered_at=entry.entered_at,
        )
        for entry, cohort_id, code, person_id in db.session.execute(query)
    ]


def _sheets(condition: ColumnElement[bool]) -> list[SheetFacts]:
    query = select(Sheet, Person.canonical_id).outerjoin(Person, Person.id == Sheet.person_id).where(condition)
    return [_sheet(row, person_id) for row, person_id in db.session.execute(query.order_by(Sheet.id))]


def _sheet(row: Sheet, person_id: str | None) -> SheetFacts:
    return SheetFacts(
        id=row.id,
        code=row.code,
        cohort_id=row.cohort_id,
        pack_id=row.pack_id,
        meeting_id=row.meeting_id,
        person_id=person_id or row.person_id,
        variant=row.variant,
        course_key=row.course_key,
        quiz_key=row.quiz_key,
        quiz_digest=row.quiz_digest,
        release=row.release,
        seed=row.seed,
        language=Tag(row.language),
        printed_at=row.printed_at,
    )


def _pack(row: Pack) -> PackFacts:
    return PackFacts(
        id=row.id,
        cohort_id=row.cohort_id,
        meeting_id=row.meeting_id,
        parts=in_order(row.parts),
        course_key=row.choices["course"],
        variants=Variants(row.choices["variants"]),
        spare=row.choices["spare"],
        asked_at=row.asked_at,
        done=row.done,
        total=row.total,
        digest=row.digest,
        pages=row.pages,
        fault=row.fault,
        ended_at=row.ended_at,
    )


def in_order(parts: Iterable[str]) -> tuple[PackPart, ...]:
    """Parts in the order in which they are printed."""
    wanted = set(parts)
    return tuple(part for part in PackPart if part in wanted)
