"""Attempts: whether one may begin, where it is, what was said of how it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.kernel.errors import ConflictError
from app.quizzes.types.answers import Given, Response
from app.quizzes.types.grades import EssayVerdict, Grade


@dataclass(frozen=True, kw_only=True)
class Again:
    """A lesson to read once more, and how many questions about it lost points."""

    lesson_key: str
    questions: int


class AttemptState(StrEnum):
    """An attempt is open until it is submitted, once; with an essay it waits until a trainer has marked it."""

    OPEN = "open"
    AWAITING = "awaiting"
    SUBMITTED = "submitted"


class Receipt(StrEnum):
    """What became of an answer that has arrived. The table stands in `rules/attempt.py`."""

    SAVED = "saved"
    SAME = "same"
    OLDER = "older"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Submission:
    """An attempt that has ended, as far as the next one needs to know."""

    at: datetime
    is_passed: bool


@dataclass(frozen=True, kw_only=True)
class Start:
    """A new attempt may begin."""


@dataclass(frozen=True, kw_only=True)
class Resume:
    """An attempt is open: go on with it."""

    attempt_id: str


@dataclass(frozen=True, kw_only=True)
class WaitUntil:
    """The cool-down lasts until this moment."""

    moment: datetime


@dataclass(frozen=True, kw_only=True)
class NoneLeft:
    """All attempts are used."""


@dataclass(frozen=True, kw_only=True)
class ExtraTime:
    """How much longer than others a person has for a quiz with a time limit."""

    percent: int = 0
    minutes: int = 0

    @property
    def is_none(self) -> bool:
        """As long as everybody."""
        return not (self.percent or self.minutes)


NO_EXTRA_TIME = ExtraTime()


Decision = Start | Resume | WaitUntil | NoneLeft


@dataclass(frozen=True, kw_only=True)
class AttemptFacts:
    """An attempt as its rows tell it."""

    id: str
    person_id: str
    """The id that the person goes by now; the rows may carry one from before they signed in."""
    course_key: str
    quiz_key: str
    quiz_digest: str
    release: str
    seed: str
    grade: Grade | None
    """None until it is graded."""
    answers: Mapping[str, Given]
    """By question id: what counts now."""
    late: Mapping[str, Response] = field(default_factory=dict)
    """By question id: what came after the end, and counts for nothing."""
    revisions: Mapping[str, int] = field(default_factory=dict)
    """By question id: how many answers have been kept, late ones too."""
    owner_id: str = ""
    """The id that it was begun under."""
    ends_at: datetime | None = None
    """When its time is over; None when there is no limit."""
    handed_in_at: datetime | None = None
    """When it was ended with essays that a trainer has yet to mark."""
    hints: Mapping[str, int] = field(default_factory=dict)
    """By question id: how many hints were opened that cost points."""
    essays: Mapping[str, EssayVerdict] = field(default_factory=dict)
    """By question id: what a trainer gave."""
    rekeyed: tuple[tuple[str, str], ...] = ()
    """Questions graded anew, oldest first: the id, and the digest of the quiz whose key was used."""

    @property
    def state(self) -> AttemptState:
        """Open until it is handed in or has a grade."""
        if self.grade:
            return AttemptState.SUBMITTED
        return AttemptState.AWAITING if self.handed_in_at else AttemptState.OPEN

    @property
    def responses(self) -> Mapping[str, Response]:
        """By question id: what was answered."""
        return {id_: given.response for id_, given in self.answers.items()}

    def is_over(self, now: datetime) -> bool:
        """Whether nothing that arrives now can count."""
        return self.state is not AttemptState.OPEN or (self.ends_at is not None and now >= self.ends_at)


@dataclass(frozen=True, kw_only=True)
class QuizRecord:
    """All that a person has done at a quiz."""

    submissions: tuple[Submission, ...]
    open_attempt_id: str | None
    is_awaiting: bool = False
    """The open attempt was handed in, and waits for a trainer."""

    @property
    def is_passed(self) -> bool:
        """Whether any attempt was a pass."""
        return any(one.is_passed for one in self.submissions)


class CooldownError(ConflictError):
    """The next attempt may not begin yet."""


class NoAttemptsLeftError(ConflictError):
    """All attempts are used."""


@dataclass(frozen=True, kw_only=True)
class SittingFacts:
    """How an attempt was made, as staff says."""

    centre: str
    is_supervised: bool
    had_helper: bool

    @property
    def is_unassisted(self) -> bool:
        """Nobody helped."""
        return not self.had_helper


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """An attempt as staff sees it who were there."""

    attempt_id: str
    course_key: str
    quiz_key: str
    started_at: datetime
    percent: int | None
    """None while it is not graded."""
    is_passed: bool
    facts: SittingFacts | None


@dataclass(frozen=True, kw_only=True)
class AttemptGlance:
    """An attempt as a trainer sees it who looks at a whole class."""

    attempt_id: str
    person_id: str
    """The id that the person goes by now."""
    course_key: str
    quiz_key: str
    started_at: datetime
    last_at: datetime
    """When something was done in it last."""
    number: int
    """The first question without an answer, from 1; the last one when all have one."""
    question_ids: tuple[str, ...]
    """In the order asked."""
    tries: Mapping[str, tuple[bool, ...]]
    """By question id: whether each of its answers was right, as they came; empty where nobody asked for it."""
    hinted: tuple[str, ...]
    """Ids of the questions whose hints were opened at a cost, the latest last."""
    percent: int | None
    """None while it is not graded."""
    is_passed: bool
    ended_at: datetime | None
    facts: SittingFacts | None
