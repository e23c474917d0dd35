"""Attempts as facts: begun, answered, handed in, marked, submitted, graded anew. Rows are only added.

Unique rules name the node, so that rows of two offline places never break each other.
"""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

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
    ends_at: Mapped[datetime | None]
    """When its time is over, the person's extra time included; None where there is no limit."""


class Answer(HasId, Table):
    """A person has answered a question of an attempt. Of those that are not late the greatest stamp counts."""

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
    """Its place among the answers to this question as they arrived, from 1."""
    stamp: Mapped[int]
    """Its place on the counter of the device that gave it; see `rules/attempt.py`."""
    is_late: Mapped[bool]
    """It came after the end: kept, and counts for nothing."""
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


class HintOpened(HasId, Table):
    """A person has opened a hint that costs points."""

    __tablename__ = "quizzes_hint"
    __table_args__ = (UniqueConstraint("node_id", "attempt_id", "question_id", "number"),)
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    question_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    """Its place among the hints of the question, from 1."""
    opened_at: Mapped[datetime]


class HandedIn(HasId, Table):
    """A person has finished an attempt with essays: it is neither passed nor failed until they are all marked."""

    __tablename__ = "quizzes_handing_in"
    __table_args__ = (
        UniqueConstraint("node_id", "attempt_id"),
        Index("ix_quizzes_handing_in_place", "course_key", "handed_in_at"),
    )
    __pii__: ClassVar = {"person_id": TESTS}

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    person_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    quiz_key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(16))
    handed_in_at: Mapped[datetime]


class EssayMark(HasId, Table):
    """A trainer has marked an essay of an attempt."""

    __tablename__ = "quizzes_essay_mark"
    __table_args__ = (UniqueConstraint("node_id", "attempt_id", "question_id"),)
    __pii__: ClassVar = {
        "marked_by": DEED_ID,
        "note": Pii(what=_l("Trenerning javobingizga yozgan izohi"), why=_l("Sizga koʻrsatish"), keep=Keep.ACCOUNT),
    }

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    question_id: Mapped[str] = mapped_column(String(80))
    points: Mapped[str] = mapped_column(String(40))
    """An exact fraction."""
    note: Mapped[str] = mapped_column(Text)
    marked_by: Mapped[str] = mapped_column(String(36))
    marked_at: Mapped[datetime]


class Regrading(HasId, Table):
    """A grade was worked out anew with a mended key. The latest of an attempt counts; the older ones stay."""

    __tablename__ = "quizzes_regrading"
    __table_args__ = (
        UniqueConstraint("node_id", "attempt_id", "question_id", "key_digest"),
        Index("ix_quizzes_regrading_person", "person_id"),
    )
    __pii__: ClassVar = {"person_id": TESTS, "done_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    person_id: Mapped[str] = mapped_column(String(36))
    question_id: Mapped[str] = mapped_column(String(80))
    key_digest: Mapped[str] = mapped_column(String(64))
    """Names the quiz whose key this question was graded with."""
    points: Mapped[str] = mapped_column(String(40))
    possible: Mapped[str] = mapped_column(String(40))
    percent: Mapped[int]
    is_passed: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(500))
    done_by: Mapped[str | None] = mapped_column(String(36))
    """None for the operator's command."""
    regraded_at: Mapped[datetime]


class ExtraTimeGiven(HasId, Table):
    """A person needs more time than others, from their next attempt on. The latest counts."""

    __tablename__ = "quizzes_extra_time"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Testlarda sizga berilgan qoʻshimcha vaqt"),
            why=_l("Shoshmasdan javob berishingiz"),
            keep=Keep.RECORD,
        ),
        "given_by": DEED_ID,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    more_percent: Mapped[int]
    more_minutes: Mapped[int]
    given_by: Mapped[str] = mapped_column(String(36))
    given_at: Mapped[datetime]


class SittingConfirmed(HasId, Table):
    """Staff has said under which circumstances an attempt was made. The latest counts; older ones stay."""

    __tablename__ = "quizzes_sitting"
    __pii__: ClassVar = {"confirmed_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    attempt_id: Mapped[str] = mapped_column(String(36), index=True)
    centre: Mapped[str] = mapped_column(String(60))
    """The centre's name, as staff wrote it."""
    is_supervised: Mapped[bool]
    had_helper: Mapped[bool]
    confirmed_by: Mapped[str] = mapped_column(String(36))
    confirmed_at: Mapped[datetime]
