"""What other rooms may know of centres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import ConflictError
from app.kernel.locale import Tag
from app.kernel.permissions import Scope, ScopeKind


class CentreKind(StrEnum):
    """What sort of place it is."""

    LIBRARY = "library"
    SERVICE = "service"
    """A public service centre (DXM)."""
    DIGITAL = "digital"
    """A digital education centre."""
    YOUTH = "youth"
    MAHALLA = "mahalla"
    SCHOOL = "school"
    OTHER = "other"


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


class Presence(StrEnum):
    """How somebody attended a meeting."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    ABSENT = "absent"
    """Not there: also takes back a mark that was wrong."""


class MarkWay(StrEnum):
    """How a mark came about."""

    LIST = "list"
    CARD = "card"
    """The card was scanned at the door, or opened a session during the class."""
    SHEET = "sheet"
    """Entered from a signed sheet of paper."""


class PackPart(StrEnum):
    """One part of a class pack, in the order printed."""

    PLAN = "plan"
    """For the trainer: what to do, minute by minute."""
    SIGN_IN = "sign-in"
    CARDS = "cards"
    HANDOUTS = "handouts"
    STEPS = "steps"
    """Practice step sheets."""
    QUIZ = "quiz"
    ANSWERS = "answers"
    """Answer sheets."""
    KEY = "key"
    """For the trainer alone."""
    CERTIFICATES = "certificates"


@dataclass(frozen=True, kw_only=True)
class CentreFacts:
    """A centre."""

    id: str
    code: str
    name: str
    kind: CentreKind
    region: str
    district: str
    address: str
    contact: str
    phone: str
    is_closed: bool

    @property
    def places(self) -> tuple[Scope, ...]:
        """Where it lies, for `demand`."""
        return (Scope(kind=ScopeKind.CENTRE, key=self.id), Scope(kind=ScopeKind.REGION, key=self.region))


@dataclass(frozen=True, kw_only=True)
class CohortFacts:
    """A group."""

    id: str
    code: str
    title: str
    key: str
    """Of the course; of a path `paths/<key>`."""
    language: Tag
    starts_on: date
    ends_on: date
    room: str
    seats: int
    is_public: bool
    is_closed: bool
    centre: CentreFacts

    @property
    def places(self) -> tuple[Scope, ...]:
        """Where it lies, for `demand`: its trainers hold it, its centre's manager the centre."""
        return (Scope(kind=ScopeKind.COHORT, key=self.id), *self.centre.places)


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """One class of a group."""

    id: str
    number: int
    """Its place among those of the group that are not cancelled, from 1."""
    begins_at: datetime
    ends_at: datetime
    plan: tuple[str, ...]
    """Lessons, each `<course key>/<lesson key>`."""
    has_quiz: bool
    note: str


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
class Trainer:
    """Somebody who teaches a group."""

    grant_id: str
    person_id: str
    name: str


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


class NoSeatsError(ConflictError):
    """The group is full."""


class ClosedError(ConflictError):
    """The centre or the group is closed."""


class EarningState(StrEnum):
    """How somebody stands in what a group can earn."""

    HELD = "held"
    """The certificate is there, with its PDF."""
    PREPARING = "preparing"
    """It is issued; its PDF is being made."""
    DUE = "due"
    """Earned, and not issued yet."""
    WAITS = "waits"
    """A trainer must confirm how the test was taken."""
    REFUSED = "refused"
    """A trainer has said that it was not taken as the certificate asks."""
    REVOKED = "revoked"
    NOT_PASSED = "not-passed"
    NOT_GIVEN = "not-given"
    """No certificate is given for it now."""


@dataclass(frozen=True, kw_only=True)
class Earning:
    """How one member stands in one certificate."""

    state: EarningState
    code: str = ""
    digest: str = ""
    """Of the PDF, when it is there."""


@dataclass(frozen=True, kw_only=True)
class MemberEarnings:
    """How one member stands in all certificates of a group, and the final tests behind them."""

    member: CohortMember
    by_key: Mapping[str, Earning]
    passes: Mapping[str, int]
    """By course: the percent of the latest pass."""


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


@dataclass(frozen=True, kw_only=True)
class CohortTotals:
    """A group in numbers."""

    members: int
    meetings: int
    """That are over."""
    attendance: int | None
    """Percent of members who were there, over all meetings that are over; None before the first."""
    guests: int
    passed: int
    """Members who have passed the test of at least one course of the group."""
    certificates: int
    waiting: int
    """Certificates that wait for a trainer's word."""


@dataclass(frozen=True, kw_only=True)
class CohortReport:
    """Who came, who passed, who earned what."""

    cohort: CohortFacts
    meetings: tuple[MeetingFacts, ...]
    earnings: tuple[MemberEarnings, ...]
    presence: Mapping[str, Mapping[str, Presence]]
    """By meeting, then by person or guest."""
    totals: CohortTotals


class Variants(StrEnum):
    """Who gets which questions on paper."""

    OWN = "own"
    """Everybody others."""
    LETTERS = "letters"
    """A, B, C and D in turn."""


@dataclass(frozen=True, kw_only=True)
class PackFacts:
    """A class pack: what was asked for, and how far it is."""

    id: str
    cohort_id: str
    meeting_id: str | None
    parts: tuple[PackPart, ...]
    course_key: str
    variants: Variants
    spare: int
    """How many sheets without a name."""
    asked_at: datetime
    done: int
    total: int
    """Papers to print; 0 until the first of them."""
    digest: str | None
    pages: int
    fault: str
    """The part that could not be printed."""
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """An answer sheet that was entered: whose it is, and the attempt that it became."""

    sheet_id: str
    code: str
    """Of the sheet."""
    cohort_id: str
    meeting_id: str | None
    person_id: str
    """The id that they go by now."""
    attempt_id: str
    typed: Mapping[int, str]
    """By the number of the question, as it was typed."""
    taken_at: datetime
    entered_at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """A printed answer sheet."""

    id: str
    code: str
    cohort_id: str
    pack_id: str
    meeting_id: str | None
    person_id: str | None
    """The id that its owner goes by now; None for a spare sheet."""
    variant: str
    course_key: str
    quiz_key: str
    quiz_digest: str
    release: str
    seed: str
    language: Tag
    printed_at: datetime


class NoPaperError(ConflictError):
    """The quiz cannot be asked on paper: too few of its questions can."""


class EnteredOtherwiseError(ConflictError):
    """The sheet was entered before, with other answers: they stay."""
