"""Forgetting: a person who wants to be erased, and what has been kept long enough."""

from datetime import timedelta

from sqlalchemy import func, select, update

from app.accounts.queries.people import ids_of
from app.helpdesk.models import Question, Report, Turn
from app.helpdesk.queries.questions import SETTLED_NOW
from app.helpdesk.service.bounds import DAY
from app.helpdesk.service.questions import close_for_good, new_code
from app.helpdesk.types import Reply
from app.infra.database import db
from app.kernel import clock

CONTACT_KEPT = timedelta(days=30)
WORDS_KEPT = timedelta(days=365)


def erase_person(person_id: str, tombstone_id: str) -> None:
    """Forget a person: their words, name and address are blanked, their links open nothing, their id is another.

    What they reported on lessons never had their id. Done twice, nothing happens.
    """
    ids = list(db.session.scalars(select(Question.id).where(Question.person_id.in_(ids_of(person_id)))))
    for id_ in ids:
        db.session.execute(
            update(Question)
            .where(Question.id == id_)
            .values(
                person_id=tombstone_id,
                code=new_code(),
                reply=Reply.PAGE.value,
                **dict.fromkeys(("text", "name", "contact", "sender"), ""),
            )
        )
        close_for_good(id_)
    db.session.execute(update(Turn).where(Turn.question_id.in_(ids)).values(text=""))
    db.session.execute(update(Report).where(Report.question_id.in_(ids)).values(words=""))


def forget_in_time() -> None:
    """Blank what has been kept long enough: addresses after the end, words of reports, marks of browsers."""
    now = clock.now()
    last_said_at = select(func.max(Turn.said_at)).where(Turn.question_id == Question.id).scalar_subquery()
    over = (Question.contact != "", SETTLED_NOW, last_said_at < now - CONTACT_KEPT)
    ended = list(db.session.scalars(select(Question.id).where(*over)))
    db.session.execute(update(Question).where(Question.id.in_(ended)).values(contact=""))
    db.session.execute(update(Question).where(Question.sender != "", Question.asked_at < now - DAY).values(sender=""))
    db.session.execute(update(Report).where(Report.sender != "", Report.reported_at < now - DAY).values(sender=""))
    db.session.execute(update(Report).where(Report.words != "", Report.reported_at < now - WORDS_KEPT).values(words=""))
