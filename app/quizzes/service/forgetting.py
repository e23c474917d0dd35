"""Forgetting a person: what was done stays under an id that leads to nobody, words go."""

from sqlalchemy import select

from app.infra.database import db
from app.infra.traces import erase_in_room
from app.quizzes.models import Answer, Attempt, EssayMark


def erase_person(person_id: str, tombstone_id: str) -> None:
    """What this id did stays, under one that leads to nobody; what they wrote in words of their own goes."""
    mine = select(Attempt.id).where(Attempt.person_id == person_id)
    for answer in db.session.scalars(select(Answer).where(Answer.attempt_id.in_(mine))):
        if {"text", "gaps"} & answer.response.keys():
            answer.response = {}
    for mark in db.session.scalars(select(EssayMark).where(EssayMark.attempt_id.in_(mine))):
        mark.note = ""
    db.session.flush()
    erase_in_room("quizzes", person_id, tombstone_id)
