"""What other rooms may know of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.locale import Tag
from app.kernel.permissions import Grant

NOTICE_VERSION = "2026-11-25"
"""Names the privacy notice that a person has agreed to; a new text gets a new name."""

CARD_SESSION_LENGTH = timedelta(days=30)
"""How long one lives that was opened by a card, outside of a class."""
SEAT_IDLE_MINUTES = 15
"""How long a session at a class computer waits for its person."""
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
    has_telegram: bool = False
    """A Telegram chat is bound to them."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A region or a district with its name in one language."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Region(Place):
    """A region with its districts, in the order of the alphabet."""

    districts: tuple[Place, ...]


class Relation(StrEnum):
    """Who agrees for somebody under 14."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"


@dataclass(frozen=True, kw_only=True)
class ParentWord:
    """A parent's or guardian's consent, as it was given."""

    name: str
    relation: Relation


@dataclass(frozen=True, kw_only=True)
class GivenConsent:
    """What a person has agreed to, last."""

    notice: str
    given_at: datetime
    parent: ParentWord | None
    """Who agreed for them when they were under 14."""

    @property
    def is_current(self) -> bool:
        """Whether it is the notice that stands today."""
        return self.notice == NOTICE_VERSION


class Way(StrEnum):
    """How somebody came in: what a session is worth."""

    VISIT = "visit"
    """Without an account: the browser is all that leads to the progress."""
    PASSWORD = "password"  # noqa: S105 - a word, no secret
    CODE = "code"
    """By the printed resume code: good for learning, not for what only the password opens."""
    PIN = "pin"
    """By a face and its PIN on a phone that several people share: likewise."""
    CARD = "card"
    """By a card of a centre, or a picture behind a door that a trainer holds open, and a PIN: likewise."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A place at a computer on which others learn too: the session ends by itself, and says whose it is."""

    door: str
    """The code of the centre: where the next one comes in."""
    until: datetime
    """The end of the class."""
    face: str
    shown_name: str


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What a session's token leads to."""

    session_id: str
    person_id: str
    language: Tag
    is_live: bool
    has_account: bool
    has_grants: bool
    """Whether the login that was signed in with holds roles: those of an account merged into another stay asleep."""
    name: str
    way: Way
    password_at: datetime | None
    proved_at: datetime | None
    """When the second step was passed."""
    viewed_id: str | None
    viewed_until: datetime | None
    face: str = ""
    shown_name: str = ""
    """Face and name on a phone or a computer that several people share; empty elsewhere."""
    door: str = ""
    """The code of the centre at whose computer it was opened; empty elsewhere."""
    idle_minutes: int | None = None
    """After so long without a request it is over; None when it lives as long as it lives."""
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class RosterCounts:
    """How the lines of a list of people stand."""

    total: int
    faulty: int
    known: int
    """People who have an account already."""
    made: int

    @property
    def left(self) -> int:
        """Lines of which an account can be made, or is being made."""
        return self.total - self.faulty - self.known - self.made


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    """A person as a list holds them."""

    name: str
    login: str
    region: str
    district: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What a password is held against."""

    person_id: str
    login: str
    """The normalised phone or e-mail, by which tries are counted."""
    password_hash: str


@dataclass(frozen=True, kw_only=True)
class SecondStepSetup:
    """What a person puts into their authenticator."""

    secret: str
    grouped: str
    """The secret in groups of four, to be typed."""
    address: str
    """What the QR code says."""


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role that somebody holds or held, with how it came to be."""

    id: str
    grant: Grant
    granted_at: datetime
    granted_by: str | None
    giver: str
    """The name of who gave it; empty for the operator of the installation."""


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """A person as staff see them in a list."""

    person_id: str
    name: str
    login: str
    masked_login: str
    """The phone or e-mail with its middle hidden."""
    region: str
    district: str
    opened_at: datetime
    disabled_at: datetime | None
    roles: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """One page of people, and how many there are in all."""

    people: tuple[PersonCard, ...]
    total: int


class DisableReason(StrEnum):
    """Why an account is closed for now. A choice, so that the audit log holds nothing personal."""

    ASKED = "asked"
    STOLEN = "stolen"
    RULES = "rules"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class MergingFacts:
    """Two accounts that were made one."""

    id: str
    person_id: str
    other_id: str
    other_name: str
    other_login: str
    """Of the account that was joined to the other, masked."""
    moved_ids: tuple[str, ...]
    merged_at: datetime


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


class NameProof(StrEnum):
    """Who compared a name with something better than its owner's word."""

    TRAINER = "trainer"
    """At a named centre, with a document."""
    PROVIDER = "provider"
    """An identity provider; none is joined to this installation yet."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What is known of one exact spelling of a person's name."""

    second_name: str = ""
    """In the other script, as its owner confirmed it; may be empty."""
    proof: NameProof | None = None
    """None while the owner's word is all there is."""
    proof_of: str = ""
    """The centre, or the provider."""
