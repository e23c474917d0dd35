"""All that this room knows of one person."""

from typing import Any

from sqlalchemy import select

from app.accounts.queries.people import ids_of
from app.helpdesk.models import Question
from app.helpdesk.queries.questions import facts_of, questions
from app.helpdesk.types import QuestionFacts, TurnKind
from app.infra.database import db


def export_person(person_id: str) -> dict[str, Any]:
    """All that this room knows of a person, as JSON values."""
    return {"questions": [_exported(one, contact) for one, contact in _with_contacts(person_id)]}


def _with_contacts(person_id: str) -> list[tuple[QuestionFacts, str]]:
    query = select(Question.id, Question.contact).where(Question.person_id.in_(ids_of(person_id)))
    contacts = {row.id: row.contact for row in db.session.execute(query)}
    asked = facts_of(questions().where(Question.id.in_(contacts)).order_by(Question.id))
    return [(one, contacts[one.id]) for one in asked]


def _exported(question: QuestionFacts, contact: str) -> dict[str, Any]:
    told = {TurnKind.ANSWERED, TurnKind.ASKED_BACK, TurnKind.FOLLOWED_UP}
    return {
        "asked_at": question.asked_at.isoformat(),
        "course": question.course_key,
        "lesson": question.lesson_key,
        "language": question.language,
        "name": question.name,
        "contact": contact,
        "text": question.text,
        "thread": [
            {
                "said_at": turn.said_at.isoformat(),
                "by": turn.role.value if turn.role else "me",
                "kind": turn.kind.value,
                "text": turn.text,
            }
            for turn in question.turns
            if turn.kind in told
        ],
    }
