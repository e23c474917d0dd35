"""Passes, reminders and what people say of reminders, as facts: rows are only added."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii


class CoursePass(HasId, Table):
    """A person has passed a course's final quiz."""

    __tablename__ = "progress_course_pass"
    __table_args__ = (
        UniqueConstraint("node_id", "submission_id"),
        Index("ix_progress_course_pass_person", "person_id", "course_key"),
    )
    __pii__: ClassVar = {
        "person_id": Pii(what=_l("Oʻtgan kurslaringiz va natijangiz"), why=_l("Sertifikat berish"), keep=Keep.RECORD)
    }

    node_id: Mapped[str] = mapped_column(String(40))
    submission_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    release: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    percent: Mapped[int]
    passed_at: Mapped[datetime]


class Reminder(HasId, Table):
    """A person was reminded of a course that they had begun."""

    __tablename__ = "progress_reminder"
    __table_args__ = (UniqueConstraint("node_id", "person_id", "course_key", "number"),)
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Qachon eslatma yuborganimiz"), why=_l("Sizni koʻp bezovta qilmaslik"), keep=Keep.RECORD
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    course_key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    """Its place among this person's reminders of this course, from 1."""
    reminded_at: Mapped[datetime]


class ReminderChoice(HasId, Table):
    """A person has said whether they want reminders. The latest counts; without any they are sent."""

    __tablename__ = "progress_reminder_choice"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Eslatma olish yoki olmaslik tanlovingiz"), why=_l("Tanlovingizga amal qilish"), keep=Keep.RECORD
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    is_wanted: Mapped[bool]
    way: Mapped[str] = mapped_column(String(20))
    """From where it was said, a `ChoiceWay`."""
    chosen_at: Mapped[datetime]
