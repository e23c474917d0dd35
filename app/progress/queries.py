"""Reads about what learners have achieved."""

from sqlalchemy import select

from app.accounts.queries import ids_of
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.progress.models import CoursePass
from app.progress.types import PassFacts


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
