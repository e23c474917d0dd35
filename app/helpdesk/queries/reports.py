"""Reads about reports, in heaps: all of one kind on one lesson."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.helpdesk.models import Report, ReportStep
from app.helpdesk.queries.lessons import list_fresh_digests
from app.helpdesk.queries.reach import courses_in, list_first_names
from app.helpdesk.types import Difference, Heap, Place, PlaceKind, ReportFacts, ReportState, StepFacts
from app.infra.database import db
from app.kernel.clock import day_of
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Scope

AT_ONCE = 50
"""Reports on a page; those with words come first."""
_HEAP = (Report.course_key, Report.place_kind, Report.place_key, Report.difference)


def list_heaps(reach: frozenset[Scope]) -> list[Heap]:
    """All reports in reach in heaps: open ones first, those with most reports on today's words on top."""
    heaps = [_heap(row, steps) for row, steps in _rows_with_steps(courses_in(reach, Report.course_key))]
    closed = {ReportState.MENDED, ReportState.NO_FAULT}
    return sorted(heaps, key=lambda heap: (heap.state in closed, -heap.fresh, -heap.count, heap.first_id))


def get_heap(report_id: str) -> Heap:
    """The heap that a report lies in. NotFoundError."""
    report = db.session.get(Report, report_id)
    if report is None:
        raise NotFoundError
    row, steps = _rows_with_steps(_same_heap(report))[0]
    return _heap(row, steps)


def _rows_with_steps(condition: ColumnElement[bool]) -> list[tuple[Any, list[ReportStep]]]:
    fresh = func.sum(case((Report.digest.in_(list_fresh_digests()), 1), else_=0))
    query = select(*_HEAP, func.min(Report.id), func.count(), fresh, func.max(Report.reported_at))
    rows = db.session.execute(query.where(condition).group_by(*_HEAP)).all()
    steps: dict[tuple[Any, ...], list[ReportStep]] = defaultdict(list)
    for step in db.session.scalars(select(ReportStep).order_by(ReportStep.taken_at, ReportStep.id)):
        steps[step.course_key, step.place_kind, step.place_key, step.difference].append(step)
    return [(row, steps[tuple(row[:4])]) for row in rows]


def _heap(row: Any, steps: list[ReportStep]) -> Heap:  # noqa: ANN401 - a row of the database
    course_key, place_kind, place_key, difference, first_id, count, fresh, last_at = row
    return Heap(
        first_id=first_id,
        place=Place(kind=PlaceKind(place_kind), course_key=course_key, key=place_key),
        difference=Difference(difference),
        count=count,
        fresh=int(fresh),
        last_on=day_of(last_at),
        state=_state(steps[-1] if steps else None, last_at),
    )


def _state(step: ReportStep | None, last_at: datetime) -> ReportState:
    """A report that comes after the end of the matter makes it new again."""
    if step is None:
        return ReportState.NEW
    state = ReportState(step.state)
    is_over = state in {ReportState.MENDED, ReportState.NO_FAULT}
    return ReportState.NEW if is_over and last_at > step.taken_at else state


def _same_heap(report: Report) -> ColumnElement[bool]:
    return _of_heap(_place(report), Difference(report.difference))


def _place(row: Report) -> Place:
    return Place(kind=PlaceKind(row.place_kind), course_key=row.course_key, key=row.place_key)


def _of_heap(place: Place, difference: Difference) -> ColumnElement[bool]:
    return and_(
        Report.course_key == place.course_key,
        Report.place_kind == place.kind.value,
        Report.place_key == place.key,
        Report.difference == difference.value,
    )


def list_reports(heap: Heap) -> list[ReportFacts]:
    """The latest reports of a heap, those with words first."""
    query = select(Report).where(_of_heap(heap.place, heap.difference))
    order = (case((Report.words == "", 1), else_=0), Report.reported_at.desc(), Report.id.desc())
    fresh = set(list_fresh_digests())
    return [
        ReportFacts(
            reported_at=row.reported_at,
            language=Tag(row.language),
            release=row.release,
            section=row.section,
            words=row.words,
            is_fresh=row.digest in fresh,
        )
        for row in db.session.scalars(query.order_by(*order).limit(AT_ONCE))
    ]


def list_steps(heap: Heap) -> list[StepFacts]:
    """What was decided on a heap, oldest first."""
    query = select(ReportStep).where(
        ReportStep.course_key == heap.place.course_key,
        ReportStep.place_kind == heap.place.kind.value,
        ReportStep.place_key == heap.place.key,
        ReportStep.difference == heap.difference.value,
    )
    rows = list(db.session.scalars(query.order_by(ReportStep.taken_at, ReportStep.id)))
    names = list_first_names(row.actor_id for row in rows)
    return [
        StepFacts(
            taken_at=row.taken_at,
            state=ReportState(row.state),
            release=row.release,
            note=row.note,
            actor_name=names.get(row.actor_id, ""),
        )
        for row in rows
    ]
