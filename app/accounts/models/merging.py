"""Tables of two accounts that turned out to be one person's, and of being told apart again."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, LEARNER_ID


class Merging(HasId, Table):
    """The fact that an administrator made two people with accounts one. Rows are only added."""

    __tablename__ = "accounts_merging"
    __pii__: ClassVar = {"person_id": LEARNER_ID, "other_id": LEARNER_ID, "moved_ids": LEARNER_ID, "merged_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    """Who both are from then on."""
    other_id: Mapped[str] = mapped_column(String(36), index=True)
    moved_ids: Mapped[list[Any]] = mapped_column(JSON)
    """Every id that went by `other_id` before: exactly these go by it again when it is undone."""
    merged_at: Mapped[datetime]
    merged_by: Mapped[str] = mapped_column(String(36))


class Unmerging(HasId, Table):
    """The fact that a merging was undone. Rows are only added."""

    __tablename__ = "accounts_unmerging"
    __table_args__ = (UniqueConstraint("node_id", "merging_id"),)
    __pii__: ClassVar = {"undone_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    merging_id: Mapped[str] = mapped_column(String(36), index=True)
    undone_at: Mapped[datetime]
    undone_by: Mapped[str] = mapped_column(String(36))
