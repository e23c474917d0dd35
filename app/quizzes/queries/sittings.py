"""Reads about how attempts were made."""

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.queries.people import ids_of
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.quizzes.models import Attempt, SittingConfirmed, SubmittedAttempt
from app.quizzes.types.attempts import Sitting, SittingFacts

MOST_SHOWN = 50


def latest_of(attempt_id: InstrumentedAttribute[str]) -> ScalarSelect[str]:
    """The id of what was said last of the attempt in this column, to be joined on."""
    said = aliased(SittingConfirmed)
    query = select(said.id).where(said.attempt_id == attempt_id)
    return query.order_by(said.confirmed_at.desc(), said.id.desc()).limit(1).scalar_subquery()


def facts_of(row: SittingConfirmed | None) -> SittingFacts | None:
    """What a row says; None where nothing was said."""
    if row is None:
        return None
    return SittingFacts(centre=row.centre, is_supervised=row.is_supervised, had_helper=row.had_helper)


def get_owner(attempt_id: str) -> str:
    """Whose attempt it is. NotFoundError."""
    row = db.session.get(Attempt, attempt_id) if is_id(attempt_id) else None
    if row is None:
        raise NotFoundError
    return row.person_id


def find_sitting(attempt_id: str) -> SittingFacts | None:
    """What was said last of an attempt."""
    query = select(SittingConfirmed).where(SittingConfirmed.attempt_id == attempt_id)
    newest = query.order_by(SittingConfirmed.confirmed_at.desc(), SittingConfirmed.id.desc()).limit(1)
    return facts_of(db.session.scalars(newest).first())


def list_sittings(person_id: str) -> list[Sitting]:
    """A person's latest attempts, with what was said of each."""
    rows = db.session.execute(
        select(Attempt, SubmittedAttempt.percent, SubmittedAttempt.is_passed, SittingConfirmed)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
        .outerjoin(SittingConfirmed, SittingConfirmed.id == latest_of(Attempt.id))
        .where(Attempt.person_id.in_(ids_of(person_id)))
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(MOST_SHOWN)
    ).all()
    return [
        Sitting(
            attempt_id=attempt.id,
            course_key=attempt.course_key,
            quiz_key=attempt.quiz_key,
            started_at=attempt.started_at,
            percent=percent,
            is_passed=bool(is_passed),
            facts=facts_of(said),
        )
        for attempt, percent, is_passed, said in rows
    ]


def get_sitting(person_id: str, attempt_id: str) -> Sitting:
    """One of a person's attempts. NotFoundError for anybody else's."""
    found = next((one for one in list_sittings(person_id) if one.attempt_id == attempt_id), None)
    if found is None or not is_id(attempt_id):
        raise NotFoundError
    return found
