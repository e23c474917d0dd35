"""Centres, the groups that learn there, and when each meets."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID


class Centre(HasId, Table):
    """A place where people learn together. What is said of it may change; its id and its code stay."""

    __tablename__ = "centres_centre"
    __table_args__ = (UniqueConstraint("node_id", "code"),)
    __pii__: ClassVar = {"opened_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(12), index=True)
    """Printed on posters and typed on the class computer: `centre_code` of `rules/codes.py`."""
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    """A `CentreKind`."""
    region: Mapped[str] = mapped_column(String(10))
    district: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(120))
    """Whom to ask, as it stands on the public page: a desk, a telephone of the centre."""
    telephone: Mapped[str] = mapped_column(String(20))
    """The centre's own, normalised; empty where there is none."""
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(36))
    closed_at: Mapped[datetime | None]


class Cohort(HasId, Table):
    """A group ("guruh") that learns a course or a path together."""

    __tablename__ = "centres_cohort"
    __table_args__ = (UniqueConstraint("node_id", "code"),)
    __pii__: ClassVar = {"made_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    centre_id: Mapped[str] = mapped_column(String(36), index=True)
    code: Mapped[str] = mapped_column(String(12), index=True)
    """In the address of its public page, on its poster and on its papers."""
    title: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(90))
    """Of the course; of a path `paths/<key>`, as certificates write it."""
    language: Mapped[str] = mapped_column(String(16))
    """In which it is taught and its papers are printed."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    room: Mapped[str] = mapped_column(String(60))
    seats: Mapped[int]
    is_public: Mapped[bool]
    """It stands on the centre's page, and people may sign up there."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(36))
    closed_at: Mapped[datetime | None]


class Meeting(HasId, Table):
    """One class of a group: when, and what is planned."""

    __tablename__ = "centres_meeting"
    __table_args__ = (Index("ix_centres_meeting_cohort", "cohort_id", "begins_at"),)
    __pii__: ClassVar = {"made_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    cohort_id: Mapped[str] = mapped_column(String(36))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    plan: Mapped[list[Any]] = mapped_column(JSON)
    """Lessons in their order, each `<course key>/<lesson key>`."""
    has_quiz: Mapped[bool]
    """The final quiz of the course is planned for it."""
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(36))
    cancelled_at: Mapped[datetime | None]
