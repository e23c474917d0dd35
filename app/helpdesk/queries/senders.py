"""What came lately from one browser or person: for bounds, and so that a double tap stays one."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from app.accounts.queries.people import ids_of
from app.helpdesk.models import Question, Report
from app.infra.database import db


def count_reports(sender: str, since: datetime) -> int:
    """How many reports came from this browser since then; none from one that brings nothing."""
    query = select(func.count()).select_from(Report).where(Report.reported_at > since, Report.sender == sender)
    return (db.session.scalar(query) or 0) if sender else 0


def count_questions(sender: str, person_id: str | None, since: datetime) -> int:
    """How many questions this person, or this browser without a person, asked since then."""
    query = select(func.count()).select_from(Question).where(Question.asked_at > since, _by(sender, person_id))
    return (db.session.scalar(query) or 0) if sender or person_id else 0


def find_same_question(text: str, sender: str, person_id: str | None, since: datetime) -> str | None:
    """The code of the question with these words that the same person or browser asked since then."""
    if not (sender or person_id):
        return None
    query = select(Question.code).where(Question.asked_at > since, Question.text == text, _by(sender, person_id))
    return db.session.scalars(query.order_by(Question.id).limit(1)).first()


def _by(sender: str, person_id: str | None) -> ColumnElement[bool]:
    """By the person where there is one: on a shared machine nobody is shown what somebody else asked."""
    return Question.person_id.in_(ids_of(person_id)) if person_id else Question.sender == sender
