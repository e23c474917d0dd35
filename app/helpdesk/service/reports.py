"""Writes about reports: the real site looks different; what the authors decide."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import select, true

from app.helpdesk.models import Report, ReportStep
from app.helpdesk.queries.lessons import get_subject
from app.helpdesk.queries.reports import get_heap
from app.helpdesk.rules.masking import mask
from app.helpdesk.service.bounds import DAY, demand_room_for_report
from app.helpdesk.types import Difference, Place, ReportState
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.kernel import clock
from app.kernel.locale import Tag
from app.published.queries import get_release

SAME_TAP = timedelta(seconds=20)
"""A report of a browser that we do not know yet, equal to another within this, is a second tap."""


def report_difference(
    place: Place,
    difference: Difference,
    *,
    language: Tag,
    section: str = "",
    words: str = "",
    sender: str = "",
    is_new: bool = False,
    question_id: str | None = None,
) -> None:
    """Keep that the real site differs; the same once more within a day changes nothing.

    `sender` is how the browser is known today; `is_new` when this is the first that we see of it.
    Raises NotFoundError when there is no such lesson or scenario, HourFullError, DayFullError.
    """
    subject = get_subject(place, language)
    report = Report(
        node_id=current_app.config["NODE_ID"],
        course_key=place.course_key,
        place_kind=place.kind.value,
        place_key=place.key,
        difference=difference.value,
        services=list(subject.services),
        language=language,
        release=get_release().digest,
        digest=subject.digest,
        section=section if section in {one.id for one in subject.sections} else "",
        words=mask(words),
        sender=sender,
        question_id=question_id,
        reported_at=clock.now(),
    )
    serialise("helpdesk reports")
    if not _is_known(report, is_new=is_new):
        demand_room_for_report(sender)
        add(report)


def _is_known(report: Report, *, is_new: bool) -> bool:
    """Whether the same browser has told the same today; when it is new, whether anybody has a moment ago."""
    query = select(Report.id).where(
        Report.reported_at > clock.now() - (SAME_TAP if is_new else DAY),
        true() if is_new else Report.sender == report.sender,
        Report.course_key == report.course_key,
        Report.place_kind == report.place_kind,
        Report.place_key == report.place_key,
        Report.difference == report.difference,
        Report.words == report.words,
        Report.section == report.section,
        Report.question_id == report.question_id if report.question_id else Report.question_id.is_(None),
    )
    return db.session.scalars(query.limit(1)).first() is not None


def decide_report(report_id: str, state: ReportState, note: str, *, actor_id: str) -> None:
    """Say where the authors are with all reports of a heap. NotFoundError."""
    heap = get_heap(report_id)
    step = add(
        ReportStep(
            node_id=current_app.config["NODE_ID"],
            course_key=heap.place.course_key,
            place_kind=heap.place.kind.value,
            place_key=heap.place.key,
            difference=heap.difference.value,
            state=state.value,
            release=get_release().digest,
            note=note,
            actor_id=actor_id,
            taken_at=clock.now(),
        )
    )
    record("helpdesk.report-decided", actor_id=actor_id, subject_id=report_id, state=state, step=step.id)
