"""What people do in courses, as facts: rows are only added, and no other row must exist for them to be true."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii

STUDIES = Pii(
    what=_l("Boshlagan kurslaringiz va tugatgan darslaringiz"),
    why=_l("Qayerda toʻxtaganingizni eslab qolish"),
    keep=Keep.RECORD,
)


class Enrolment(HasId, Table):
    """A person has begun a course."""

    __tablename__ = "courses_enrolment"
    __table_args__ = (UniqueConstraint("node_id", "person_id", "course_key"),)
    __pii__: ClassVar = {"person_id": STUDIES}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    course_key: Mapped[str] = mapped_column(String(80))
    enrolled_at: Mapped[datetime]


class Publication(HasId, Table):
    """A course has been published with a text that it had not been published with here before."""

    __tablename__ = "courses_publication"
    __table_args__ = (UniqueConstraint("node_id", "course_key", "digest"),)
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    course_key: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    """Of the course with all its lessons in all languages."""
    release: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]


class Completion(HasId, Table):
    """A person has marked a lesson as done; which release and language they read is kept."""

    __tablename__ = "courses_completion"
    __table_args__ = (UniqueConstraint("node_id", "person_id", "course_key", "lesson_key"),)
    __pii__: ClassVar = {"person_id": STUDIES}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    course_key: Mapped[str] = mapped_column(String(80))
    lesson_key: Mapped[str] = mapped_column(String(80))
    release: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    completed_at: Mapped[datetime]
