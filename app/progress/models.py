"""Passes as facts: rows are only added."""

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
