"""What is printed for a class, and what comes back on paper."""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

SHEETS = Pii(
    what=_l("Qogʻozda topshirgan testingiz: varaq raqami va natijasi"),
    why=_l("Qogʻozdagi javoblarni natijangizga qoʻshish"),
    keep=Keep.RECORD,
)


class Pack(HasId, Table):
    """A class pack was asked for: a job prints it, part by part, into one PDF that is kept for a week."""

    __tablename__ = "centres_pack"
    __table_args__ = (Index("ix_centres_pack_cohort", "cohort_id", "asked_at"),)
    __pii__: ClassVar = {"asked_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    cohort_id: Mapped[str] = mapped_column(String(36))
    meeting_id: Mapped[str | None] = mapped_column(String(36))
    """None for the whole course."""
    parts: Mapped[list[Any]] = mapped_column(JSON)
    """`PackPart`s in the order printed."""
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What else was asked: variants, how many blanks."""
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(36))
    done: Mapped[int]
    """Sections printed so far."""
    total: Mapped[int]
    digest: Mapped[str | None] = mapped_column(String(64))
    """Names the file in storage."""
    pages: Mapped[int]
    fault: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None]


class Sheet(HasId, Table):
    """An answer sheet was printed: whose, and which questions stand on it. It never changes."""

    __tablename__ = "centres_sheet"
    __table_args__ = (UniqueConstraint("node_id", "code"), Index("ix_centres_sheet_cohort", "cohort_id", "person_id"))
    __pii__: ClassVar = {"person_id": SHEETS, "printed_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(24), index=True)
    """Printed on the sheet and in its QR code."""
    cohort_id: Mapped[str] = mapped_column(String(36))
    pack_id: Mapped[str] = mapped_column(String(36), index=True)
    """What it was printed with: the sheets of one pack that share a variant have one seed."""
    meeting_id: Mapped[str | None] = mapped_column(String(36))
    person_id: Mapped[str | None] = mapped_column(String(36), index=True)
    """None for a spare sheet, whose owner is named when it is entered."""
    variant: Mapped[str] = mapped_column(String(8))
    """A, B, C, D; or the learner's own number."""
    course_key: Mapped[str] = mapped_column(String(80))
    quiz_key: Mapped[str] = mapped_column(String(80))
    quiz_digest: Mapped[str] = mapped_column(String(64))
    release: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(16))
    printed_at: Mapped[datetime]
    printed_by: Mapped[str] = mapped_column(String(36))


class SheetEntry(HasId, Table):
    """The answers of a sheet were entered: they became an ordinary attempt, once."""

    __tablename__ = "centres_sheet_entry"
    __table_args__ = (UniqueConstraint("node_id", "sheet_id"),)
    __pii__: ClassVar = {"person_id": SHEETS, "entered_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    sheet_id: Mapped[str] = mapped_column(String(36), index=True)
    meeting_id: Mapped[str | None] = mapped_column(String(36))
    """At which the paper was written, as far as that was said."""
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was read from the paper, by the number of the question: kept as it was typed."""
    taken_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(36))
