"""Cards, PINs and doors."""

from dataclasses import dataclass, field
from datetime import datetime

from app.kernel.errors import ConflictError


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """A card that is good."""

    id: str
    person_id: str
    """The id that its holder goes by now."""
    name: str
    code: str
    face: str
    pin_hash: str = field(repr=False)
    made_at: datetime
    pin_set_at: datetime


@dataclass(frozen=True, kw_only=True)
class NewPin:
    """A PIN that was drawn for somebody, and its hash: made before a transaction, since hashing takes long."""

    pin: str = field(repr=False)
    pin_hash: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class DoorFacts:
    """A door that a trainer holds open."""

    id: str
    meeting_id: str
    cohort_id: str
    closes_at: datetime
    opened_by: str


@dataclass(frozen=True, kw_only=True)
class Seated:
    """Somebody who may come in by picture while a door is open."""

    card: CardFacts
    shown_name: str
    closes_at: datetime


class DoorTimeError(ConflictError):
    """A door opens from an hour before its meeting until its end."""


class NoCardError(ConflictError):
    """Somebody with a telephone or an e-mail needs no card."""
