"""Words for what people tell us: reports that the real site looks different, and questions with their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import BusyError, ConflictError, TooManyError
from app.kernel.locale import Tag
from app.kernel.permissions import Role, Scope, ScopeKind


class PlaceKind(StrEnum):
    """What a report is about."""

    LESSON = "lesson"
    SCENARIO = "scenario"
    """A practice scenario; `key` is then the scenario's."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One lesson or scenario of a course."""

    kind: PlaceKind = PlaceKind.LESSON
    course_key: str
    key: str


class Difference(StrEnum):
    """In what way the real site differs from what we teach."""

    BUTTON = "button"
    NAME = "name"
    UNREACHABLE = "unreachable"
    TERMS = "terms"
    OTHER = "other"


class ReportState(StrEnum):
    """Where the authors are with all reports of one kind on one place."""

    NEW = "new"
    LOOKED_AT = "looking"
    MENDED = "mended"
    NO_FAULT = "fine"


@dataclass(frozen=True, kw_only=True)
class Heap:
    """All reports of one kind on one place."""

    first_id: str
    """The id of its first report: names the heap in addresses."""
    place: Place
    difference: Difference
    count: int
    fresh: int
    """How many of them speak of the place as it is published now."""
    last_on: date
    state: ReportState


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """One report, as authors read it."""

    reported_at: datetime
    language: Tag
    release: str
    section: str
    words: str
    is_fresh: bool


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """What an author decided on a heap."""

    taken_at: datetime
    state: ReportState
    release: str
    note: str
    actor_name: str


class Reply(StrEnum):
    """How the asker hears of an answer; the page of the question shows it in any case."""

    PAGE = "page"
    ACCOUNT = "account"
    """At the address of their account."""
    ADDRESS = "address"
    """At an address given for this answer only."""


class TurnKind(StrEnum):
    """One thing that happened to a question."""

    TAKEN = "taken"
    RETURNED = "returned"
    ANSWERED = "answered"
    ASKED_BACK = "asked-back"
    FOLLOWED_UP = "followed-up"
    PASSED_ON = "passed-on"
    CLOSED = "closed"


HOLDING = frozenset({TurnKind.TAKEN, TurnKind.RETURNED})
"""These say who is at it, and leave a question where it stood."""
SETTLED = frozenset({TurnKind.ANSWERED, TurnKind.ASKED_BACK, TurnKind.CLOSED})
"""After these the staff has nothing to do until the asker writes again."""


class QuestionState(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    WITH_AUTHORS = "authors"
    ANSWERED = "answered"
    ASKED_BACK = "back"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class TurnFacts:
    """One turn of a thread."""

    kind: TurnKind
    said_at: datetime
    text: str
    author_id: str | None
    """None when it was the asker."""
    author_name: str
    """A first name; empty when the account is gone."""
    role: Role | None


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """A question with all that came of it."""

    id: str
    code: str
    person_id: str
    language: Tag
    course_key: str
    lesson_key: str
    name: str
    reply: Reply
    text: str
    asked_at: datetime
    region: str
    """Where the asker's account lies; empty when it says nothing, or there is none."""
    turns: tuple[TurnFacts, ...]

    @property
    def places(self) -> tuple[Scope, ...]:
        """Whose business it is: of those who have the asker's region, or the course."""
        region = [Scope(kind=ScopeKind.REGION, key=self.region)] if self.region else []
        course = [Scope(kind=ScopeKind.COURSE, key=self.course_key)] if self.course_key else []
        return (*region, *course)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a question stands now, and with whom."""

    state: QuestionState
    holder_id: str | None = None
    holder_name: str = ""
    since: datetime
    """From when on the asker waits, or has waited."""

    @property
    def is_open(self) -> bool:
        """Whether the staff has something to do."""
        return self.state in {QuestionState.WAITING, QuestionState.TAKEN, QuestionState.WITH_AUTHORS}


@dataclass(frozen=True, kw_only=True)
class NewQuestion:
    """What somebody asks, cleaned."""

    text: str
    name: str
    language: Tag
    place: Place | None
    reply: Reply
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """A question that many ask, in words of the staff, with its answer: `texts` by authored language."""

    id: str
    course_key: str
    lesson_key: str
    texts: Mapping[Tag, tuple[str, str]]
    is_shown: bool


class HourFullError(TooManyError):
    """This person has told or asked as much as one hour takes."""


class DayFullError(BusyError):
    """The whole installation has taken in as much as one day takes."""


class HeldByOtherError(ConflictError):
    """Somebody else is answering this question now."""
