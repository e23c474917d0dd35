"""What other rooms may know of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.locale import Tag

NOTICE_VERSION = "2026-11"
"""Names the privacy notice that a person has agreed to; a new text gets a new name."""

SESSION_LENGTH = timedelta(days=180)
"""How long a session lives. Long, because a visitor has nothing else that leads back to their progress."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a person told us about themselves."""

    person_id: str
    name: str
    login: str
    """The phone or e-mail that they sign in with, as people write it."""
    region: str
    district: str
    language: Tag


@dataclass(frozen=True, kw_only=True)
class Place:
    """A region or a district with its name in one language."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Region(Place):
    """A region with its districts, in the order of the alphabet."""

    districts: tuple[Place, ...]


class Way(StrEnum):
    """How somebody came in: what a session is worth."""

    VISIT = "visit"
    """Without an account: the browser is all that leads to the progress."""
    PASSWORD = "password"  # noqa: S105 - a word, no secret
    CODE = "code"
    """By the printed resume code: good for learning, not for what only the password opens."""
    PIN = "pin"
    """By a face and its PIN on a phone that several people share: likewise."""


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What a session's token leads to."""

    session_id: str
    person_id: str
    language: Tag
    is_live: bool
    has_account: bool
    has_grants: bool
    name: str
    way: Way
    password_at: datetime | None
    face: str = ""
    shown_name: str = ""
    """Face and name on a phone that several people share; empty elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What a password is held against."""

    person_id: str
    login: str
    """The normalised phone or e-mail, by which tries are counted."""
    password_hash: str


class AccessPurpose(StrEnum):
    """How a code for a new password reaches its person."""

    MESSAGE = "message"
    STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """A browser in which a person is let in, as its owner's page shows it."""

    id: str
    way: Way
    browser: str
    """«Chrome, Android»; empty when the browser said nothing that we know."""
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who learns on a shared phone."""

    id: str
    device_id: str
    person_id: str
    """The id that this person goes by now."""
    shown_name: str
    face: str
    pin_hash: str


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where messages to a person go."""

    person_id: str
    login: str
    """The normalised phone or e-mail."""
    language: Tag
