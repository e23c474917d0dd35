"""Reads about what learners have achieved."""

from collections import defaultdict

from sqlalchemy import false, literal, select, true, union_all

from app.accounts.queries.people import ids_of
from app.courses.models import Completion, Enrolment
from app.infra.database import db
from app.infra.traces import Rows, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.progress.models import CoursePass
from app.progress.types import CourseProgress, PassFacts


def get_pass(pass_id: str) -> PassFacts:
    """A pass. NotFoundError."""
    row = db.session.get(CoursePass, pass_id)
    if row is None:
        raise NotFoundError
    return _facts(row)


def list_passes(person_id: str) -> list[PassFacts]:
    """The passes of a person, under whichever id, oldest first."""
    query = select(CoursePass).where(CoursePass.person_id.in_(ids_of(person_id)))
    return [_facts(row) for row in db.session.scalars(query.order_by(CoursePass.passed_at, CoursePass.id))]


def list_passed_courses(person_id: str) -> frozenset[str]:
    """Keys of the courses that a person has passed."""
    query = select(CoursePass.course_key).where(CoursePass.person_id.in_(ids_of(person_id)))
    return frozenset(db.session.scalars(query))


def list_begun(person_id: str | None) -> dict[str, CourseProgress]:
    """The courses that a person has begun, by key: one query, for the page that shows them all."""
    if person_id is None:
        return {}
    ids = ids_of(person_id)
    rows = db.session.execute(
        union_all(
            select(Enrolment.course_key, literal(""), false()).where(Enrolment.person_id.in_(ids)),
            select(Completion.course_key, Completion.lesson_key, false()).where(Completion.person_id.in_(ids)),
            select(CoursePass.course_key, literal(""), true()).where(CoursePass.person_id.in_(ids)),
        )
    ).all()
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for course_key, lesson_key, is_passed in rows:
        found[course_key].append((lesson_key, bool(is_passed)))
    return {
        course_key: CourseProgress(
            done=frozenset(lesson_key for lesson_key, _is_passed in facts if lesson_key),
            is_passed=any(is_passed for _lesson_key, is_passed in facts),
        )
        for course_key, facts in found.items()
    }


def _facts(row: CoursePass) -> PassFacts:
    return PassFacts(
        id=row.id,
        person_id=row.person_id,
        course_key=row.course_key,
        release=row.release,
        language=Tag(row.language),
        percent=row.percent,
        passed_at=row.passed_at,
    )


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    return read_out_room("progress", ids_of(person_id))
