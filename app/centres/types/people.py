"""Who learns in a group, who wants to, who may be one person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.locale import Tag


class MemberSource(StrEnum):
    """How somebody came into a group."""

    HAND = "hand"
    SHEET = "sheet"
    """From a list in a file."""
    SIGN_UP = "sign-up"


class SignUpAnswer(StrEnum):
    """What staff said to a wish to come."""

    TAKEN = "taken"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class CohortMember:
    """Somebody who learns in a group now."""

    membership_id: str
    person_id: str
    """The id that they go by now."""
    name: str
    phone: str
    """Normalised; empty for a person without one."""
    has_login: bool
    """They can sign in with a telephone or an e-mail, and need no card."""
    joined_at: datetime


@dataclass(frozen=True, kw_only=True)
class PhoneOwner:
    """Whose account a telephone belongs to, as far as a trainer is told before they have said that it is them."""

    person_id: str
    name: str
    masked: str
    """The telephone with its middle hidden."""
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Somebody who wants to join a group, waiting for an answer."""

    id: str
    name: str
    phone: str
    """Normalised; may be empty."""
    language: Tag
    is_child: bool
    asked_at: datetime


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Two members of a group who may be one person."""

    stays: CohortMember
    """Who both would go by."""
    joined: CohortMember
    is_for_administrator: bool
    """Both sign in by themselves, or one holds a role: no trainer joins them."""


@dataclass(frozen=True, kw_only=True)
class JoinedTwin:
    """A member's second entry that was joined to them, and can be told apart again."""

    merging_id: str
    person_id: str
    name: str
    other_name: str
    joined_at: datetime
