"""Reads about questions that many ask, as the staff rewrote them."""

from sqlalchemy import exists, select

from app.helpdesk.models import CommonAnswer
from app.helpdesk.types import PublicAnswer
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag


def list_public_answers(course_key: str, *, hidden_too: bool = False) -> list[PublicAnswer]:
    """Questions that many ask about a course, with answers, in the order in which they were first written."""
    later = CommonAnswer.__table__.alias("later")
    is_latest = ~exists().where(later.c.entry_id == CommonAnswer.entry_id, later.c.id > CommonAnswer.id)
    query = select(CommonAnswer).where(CommonAnswer.course_key == course_key, is_latest)
    rows = db.session.scalars(query.order_by(CommonAnswer.entry_id))
    return [_public(row) for row in rows if row.is_shown or hidden_too]


def get_public_answer(course_key: str, entry_id: str) -> PublicAnswer:
    """One of them, shown or not. NotFoundError."""
    for one in list_public_answers(course_key, hidden_too=True):
        if one.id == entry_id:
            return one
    raise NotFoundError


def _public(row: CommonAnswer) -> PublicAnswer:
    texts = {Tag(tag): (str(question), str(answer)) for tag, (question, answer) in row.texts.items()}
    return PublicAnswer(
        id=row.entry_id, course_key=row.course_key, lesson_key=row.lesson_key, texts=texts, is_shown=row.is_shown
    )
