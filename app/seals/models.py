"""Keys as facts: made, closed, withdrawn, granted. Public parts only; rows are added and never changed.

Unique rules name the node, so that rows of two places never break each other.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table


class Key(HasId, Table):
    """A key was made. Its private part is a file of this name; nothing here can sign."""

    __tablename__ = "seals_key"
    __table_args__ = (UniqueConstraint("node_id", "use", "kid"),)
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    use: Mapped[str] = mapped_column(String(8))
    kid: Mapped[str] = mapped_column(String(8), index=True)
    public: Mapped[str] = mapped_column(String(200))
    """Base64url: a sealing key raw, the others as SubjectPublicKeyInfo."""
    chain: Mapped[str] = mapped_column(Text)
    """PEM: its certificate, then the root's; empty for a sealing key."""
    starts_on: Mapped[date]
    made_at: Mapped[datetime]


class Closing(HasId, Table):
    """A key signs for the last time on this day; what it has signed goes on to hold. The earliest counts."""

    __tablename__ = "seals_closing"
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    key_id: Mapped[str] = mapped_column(String(36), index=True)
    ends_on: Mapped[date]
    set_at: Mapped[datetime]


class KeyWithdrawal(HasId, Table):
    """A key is in other hands: nothing that it has ever signed is believed any more."""

    __tablename__ = "seals_withdrawal"
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    key_id: Mapped[str] = mapped_column(String(36), index=True)
    withdrawn_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300))
    set_at: Mapped[datetime]


class GrantGiven(HasId, Table):
    """An offline place was let seal with a key of its own."""

    __tablename__ = "seals_grant"
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    kid: Mapped[str] = mapped_column(String(8))
    """Of the sealing key that has signed it."""
    granted_to: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    scope: Mapped[list[Any]] = mapped_column(JSON)
    token: Mapped[str] = mapped_column(Text)
    """Base64url."""
    made_at: Mapped[datetime]
