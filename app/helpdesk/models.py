"""What people told us, as facts: rows are only added. Personal words are blanked in time; nothing else changes."""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, LEARNER_ID, Keep, Pii

SENDER = Pii(
    what=_l("Brauzeringizning bir kunlik belgisi"),
    why=_l("Bir xabar ikki marta yozilmasligi va haddan oshmasligi"),
    keep=Keep.DAY,
)
ANSWERING = _l("Savolingizga javob berish")


class Report(HasId, Table):
    """Somebody saw that the real site looks different. Nobody's id stands here."""

    __tablename__ = "helpdesk_report"
    __table_args__ = (
        Index("ix_helpdesk_report_place", "course_key", "place_kind", "place_key", "difference"),
        Index("ix_helpdesk_report_reported_at", "reported_at"),
    )
    __pii__: ClassVar = {
        "words": Pii(what=_l("Dars haqida yozganingiz"), why=_l("Darsni tuzatish"), keep=Keep.YEAR),
        "sender": SENDER,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    course_key: Mapped[str] = mapped_column(String(80))
    place_kind: Mapped[str] = mapped_column(String(20))
    place_key: Mapped[str] = mapped_column(String(80))
    difference: Mapped[str] = mapped_column(String(20))
    services: Mapped[list[Any]] = mapped_column(JSON)
    """Keys of the portal's services that the lesson is about."""
    language: Mapped[str] = mapped_column(String(16))
    release: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    """Names the very words of the lesson that were read."""
    section: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(String(64))
    question_id: Mapped[str | None] = mapped_column(String(36), index=True)
    """The question that it came from, when the staff passed one on."""
    reported_at: Mapped[datetime]


class ReportStep(HasId, Table):
    """What an author decided about all reports of one kind on one place. The latest row counts."""

    __tablename__ = "helpdesk_report_step"
    __table_args__ = (Index("ix_helpdesk_report_step_place", "course_key", "place_kind", "place_key", "difference"),)
    __pii__: ClassVar = {"actor_id": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    course_key: Mapped[str] = mapped_column(String(80))
    place_kind: Mapped[str] = mapped_column(String(20))
    place_key: Mapped[str] = mapped_column(String(80))
    difference: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    release: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(500))
    actor_id: Mapped[str] = mapped_column(String(36))
    taken_at: Mapped[datetime]


class Question(HasId, Table):
    """Somebody asked something. Its code opens its page to whoever holds the link."""

    __tablename__ = "helpdesk_question"
    __table_args__ = (
        UniqueConstraint("node_id", "code"),
        Index("ix_helpdesk_question_person", "person_id", "asked_at"),
        Index("ix_helpdesk_question_asked_at", "asked_at"),
    )
    __pii__: ClassVar = {
        "person_id": LEARNER_ID,
        "text": Pii(what=_l("Savolingiz matni"), why=ANSWERING, keep=Keep.ACCOUNT),
        "name": Pii(what=_l("Savolda yozgan ismingiz"), why=_l("Sizga murojaat qilish"), keep=Keep.ACCOUNT),
        "contact": Pii(
            what=_l("Javob uchun bergan telefon yoki e-pochtangiz"),
            why=_l("Javob kelganini sizga aytish"),
            keep=Keep.MONTH,
        ),
        "sender": SENDER,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36))
    code: Mapped[str] = mapped_column(String(40), index=True)
    course_key: Mapped[str] = mapped_column(String(80))
    lesson_key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(16))
    release: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(90))
    reply: Mapped[str] = mapped_column(String(20))
    contact: Mapped[str] = mapped_column(String(254))
    sender: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]


class Turn(HasId, Table):
    """One thing that happened to a question: taken, answered, asked back, followed up, passed on, closed."""

    __tablename__ = "helpdesk_turn"
    __table_args__ = (Index("ix_helpdesk_turn_question", "question_id", "id"),)
    __pii__: ClassVar = {
        "author_id": DEED_ID,
        "text": Pii(what=_l("Savol-javob matni"), why=ANSWERING, keep=Keep.ACCOUNT),
    }

    node_id: Mapped[str] = mapped_column(String(40))
    question_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[str | None] = mapped_column(String(36))
    """The member of staff; None when it was the asker."""
    role: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime]


class CommonAnswer(HasId, Table):
    """A question that many ask, written anew by the staff, with its answer. The latest row of an entry counts."""

    __tablename__ = "helpdesk_common_answer"
    __table_args__ = (Index("ix_helpdesk_common_answer_course", "course_key", "entry_id", "id"),)
    __pii__: ClassVar = {"author_id": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    entry_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    lesson_key: Mapped[str] = mapped_column(String(80))
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By language tag: the question and its answer."""
    is_shown: Mapped[bool]
    author_id: Mapped[str] = mapped_column(String(36))
    written_at: Mapped[datetime]
