"""Walks as facts: begun, moved, ended. Rows are only added, and none holds anything that somebody typed.

Unique rules name the node, so that rows of two offline places never break each other.
"""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii

WALKS = Pii(
    what=_l("Bajargan mashqlaringiz: qaysi tugma bosilgani va natija. Yozganlaringiz saqlanmaydi"),
    why=_l("Mashqni toʻxtagan joyidan davom ettirish"),
    keep=Keep.RECORD,
)


class Walk(HasId, Table):
    """A person has begun a scenario. The digest names the exact screens; the codes are made from the secret."""

    __tablename__ = "practice_walk"
    __table_args__ = (
        UniqueConstraint("node_id", "person_id", "course_key", "scenario_key", "number"),
        UniqueConstraint("node_id", "attempt_id", "question_id"),
        Index("ix_practice_walk_person", "person_id", "course_key", "scenario_key"),
    )
    __pii__: ClassVar = {"person_id": WALKS}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    scenario_key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    """Its place among this person's walks through this scenario, from 1, on this node."""
    release: Mapped[str] = mapped_column(String(64))
    scenario_digest: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(20))
    code_time: Mapped[str] = mapped_column(String(20))
    code_secret: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(16))
    attempt_id: Mapped[str | None] = mapped_column(String(36))
    question_id: Mapped[str | None] = mapped_column(String(80))
    quiz_key: Mapped[str | None] = mapped_column(String(80))
    """The question of a quiz that it answers; None for a walk for its own sake."""
    started_at: Mapped[datetime]


class Move(HasId, Table):
    """A person has pressed a button on a screen of a walk: which, and how each field and sign went."""

    __tablename__ = "practice_move"
    __table_args__ = (UniqueConstraint("node_id", "walk_id", "step"),)
    __pii__: ClassVar = {"verdicts": WALKS}

    node_id: Mapped[str] = mapped_column(String(40))
    walk_id: Mapped[str] = mapped_column(String(36), index=True)
    step: Mapped[int]
    """How many moves were made before it."""
    action: Mapped[str] = mapped_column(String(40))
    verdicts: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime]


class Ending(HasId, Table):
    """A person has come to the end of a walk: its result, for ever."""

    __tablename__ = "practice_ending"
    __table_args__ = (
        UniqueConstraint("node_id", "walk_id"),
        Index("ix_practice_ending_person", "person_id", "course_key", "scenario_key"),
    )
    __pii__: ClassVar = {"person_id": WALKS}

    node_id: Mapped[str] = mapped_column(String(40))
    walk_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str] = mapped_column(String(36))
    course_key: Mapped[str] = mapped_column(String(80))
    scenario_key: Mapped[str] = mapped_column(String(80))
    points: Mapped[str] = mapped_column(String(40))
    """An exact fraction, as Python writes it: «17/2»."""
    possible: Mapped[int]
    percent: Mapped[int]
    is_passed: Mapped[bool]
    ended_at: Mapped[datetime]
