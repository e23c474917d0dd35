"""Attempts as facts: begun, answered, submitted. Rows are only added; an answer changed is a later revision.

Unique rules name the node, so that rows of two offline places never break each other.
"""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii

TESTS = Pii(what=_l("Test urinishlaringiz va natijalaringiz"), why=_l("Kursdan oʻtganingizni bilish"), keep=Keep.RECORD)


class Attempt(HasId, Table):
    """A person has begun a quiz. The digest names the exact bank and rules, the seed what was drawn from it."""

    __tablename__ = "quizzes_attempt"
    __table_args__ = (
        UniqueConstraint("node_id", "person_id", "course_key", "quiz_key", "number"),
        Index("ix_quizzes_attempt_person", "person_id", "course_key", "quiz_key"),
    )
    __pii__: ClassVar = {"person_id": TESTS}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    quiz_key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    """Its place among this person's attempts at this quiz, from 1, on this node."""
    release: Mapped[str] = mapped_column(String(64))
    quiz_digest: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]


class Answer(HasId, Table):
    """A person has answered a question of an attempt. The highest revision counts."""

    __tablename__ = "quizzes_answer"
    __table_args__ = (UniqueConstraint("node_id", "attempt_id", "question_id", "revision"),)
    __pii__: ClassVar = {
        "response": Pii(
            what=_l("Test javoblaringiz"), why=_l("Natijani hisoblash va sizga koʻrsatish"), keep=Keep.RECORD
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    question_id: Mapped[str] = mapped_column(String(80))
    revision: Mapped[int]
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    given_at: Mapped[datetime]


class SubmittedAttempt(HasId, Table):
    """A person has finished an attempt: its grade, for ever."""

    __tablename__ = "quizzes_submission"
    __table_args__ = (
        UniqueConstraint("node_id", "attempt_id"),
        Index("ix_quizzes_submission_person", "person_id", "course_key", "quiz_key"),
    )
    __pii__: ClassVar = {"person_id": TESTS}

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    quiz_key: Mapped[str] = mapped_column(String(80))
    quiz_digest: Mapped[str] = mapped_column(String(64))
    points: Mapped[str] = mapped_column(String(40))
    """An exact fraction, as Python writes it: «17/2»."""
    possible: Mapped[str] = mapped_column(String(40))
    percent: Mapped[int]
    is_passed: Mapped[bool]
    submitted_at: Mapped[datetime]
