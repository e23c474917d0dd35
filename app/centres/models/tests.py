"""What happens around a test in class: it is open to all for a while; somebody was seen to be helped."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii


class QuizOpening(HasId, Table):
    """A trainer started a test for all members of a meeting, until the meeting ends."""

    __tablename__ = "centres_quiz_opening"
    __pii__: ClassVar = {"opened_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    meeting_id: Mapped[str] = mapped_column(String(36), index=True)
    course_key: Mapped[str] = mapped_column(String(80))
    quiz_key: Mapped[str] = mapped_column(String(80))
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(36))
    closes_at: Mapped[datetime] = mapped_column(index=True)
    """Brought forward when the trainer closes it."""


class HelperNote(HasId, Table):
    """A trainer saw in class that somebody is helped with their answers, or is not after all. The latest counts."""

    __tablename__ = "centres_helper_note"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Darsdagi testda sizga yordam berilgani"),
            why=_l("Test qanday topshirilganini tasdiqlash"),
            keep=Keep.RECORD,
        ),
        "noted_by": DEED_ID,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    meeting_id: Mapped[str] = mapped_column(String(36), index=True)
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    had_helper: Mapped[bool]
    noted_at: Mapped[datetime]
    noted_by: Mapped[str] = mapped_column(String(36))
