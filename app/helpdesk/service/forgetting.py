"""Forgetting: a person who wants to be erased, and what has been kept long enough."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, update

from app.accounts.queries.people import ids_of
from app.helpdesk.models import Question, Report, Turn
from app.helpdesk.queries.questions import SETTLED_NOW
from app.helpdesk.service.questions import close_for_good, new_code
from app.helpdesk.types import Reply
from app.infra.database import db
from app.infra.personal import SPANS, Keep
from app.infra.retention import Purge, rows_gone
from app.infra.traces import erase_in_room


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
    erase_in_room("helpdesk", person_id, tombstone_id)


def forget_in_questions(now: datetime) -> int:
    """Blank addresses a month after a question was settled, and marks of browsers after a day; how many."""
    last_said_at = select(func.max(Turn.said_at)).where(Turn.question_id == Question.id).scalar_subquery()
    over = (Question.contact != "", SETTLED_NOW, last_said_at < now - SPANS[Keep.MONTH])
    ended = list(db.session.scalars(select(Question.id).where(*over)))
    marked = update(Question).where(Question.sender != "", Question.asked_at < now - SPANS[Keep.DAY])
    return rows_gone(update(Question).where(Question.id.in_(ended)).values(contact="")) + rows_gone(
        marked.values(sender="")
    )


def forget_in_reports(now: datetime) -> int:
    """Blank words of reports after a year, and marks of browsers after a day; how many."""
    marked = update(Report).where(Report.sender != "", Report.reported_at < now - SPANS[Keep.DAY])
    worded = update(Report).where(Report.words != "", Report.reported_at < now - SPANS[Keep.YEAR])
    return rows_gone(marked.values(sender="")) + rows_gone(worded.values(words=""))


PURGES: Mapping[str, Purge] = {"helpdesk_question": forget_in_questions, "helpdesk_report": forget_in_reports}
