"""What an answer is worth: by the key, or by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from app.kernel.errors import ConflictError, ForbiddenError


class Outcome(StrEnum):
    """How a question went."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    """The person said that they do not know."""
    AWAITING = "awaiting"
    """A person has yet to mark it: no points so far, `possible` of them to be had."""


class Verdict(StrEnum):
    """How one option or statement went. An option rightly left alone has no verdict."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A graded response: 0 <= points <= possible. It tells the answer key: mind when it is shown."""

    points: Fraction
    possible: Fraction
    outcome: Outcome
    verdicts: Mapping[str, Verdict]
    """By key of the option, item, left side or gap."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A graded paper. `is_passed` is decided on the exact fraction; `percent`, for people, never contradicts it."""

    points: Fraction
    possible: Fraction
    percent: int
    is_passed: bool
    marks: Mapping[str, Mark]
    """By question id, in the order asked."""

    @property
    def awaiting(self) -> tuple[str, ...]:
        """Questions that a trainer has yet to mark: until then this is neither a pass nor a fail."""
        return tuple(id_ for id_, mark in self.marks.items() if mark.outcome is Outcome.AWAITING)


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What was kept when an attempt ended. It stays, however graders are changed later."""

    points: Fraction
    possible: Fraction
    percent: int
    is_passed: bool


@dataclass(frozen=True, kw_only=True)
class EssayVerdict:
    """What a trainer gave for an essay, and what they wrote to the learner."""

    points: Fraction
    note: str


class NothingToMarkError(ConflictError):
    """Somebody has marked this essay already, or the attempt is not waiting."""


class OwnEssayError(ForbiddenError):
    """Nobody marks their own work."""


@dataclass(frozen=True, kw_only=True)
class WaitingEssay:
    """An essay that waits for a trainer."""

    attempt_id: str
    question_id: str
    number: int
    """Its place on the paper, from 1."""
    course_key: str
    quiz_key: str
    handed_in_at: datetime
    is_own: bool
    """It is the viewer's own work: somebody else marks it."""


@dataclass(frozen=True, kw_only=True)
class Regraded:
    """What grading anew did, or would do, to one attempt."""

    attempt_id: str
    was: Grade
    now: Grade
    is_kept_back: bool
    """It would take a pass away, and that was not asked for."""


@dataclass(frozen=True, kw_only=True)
class RegradeReport:
    """What grading anew did to some attempts, and where to go on."""

    regraded: tuple[Regraded, ...]
    unfit: int
    """Attempts whose version of the question had other options: their answers cannot be held against this key."""
    last_id: str | None
    """The last submission looked at; None when there was none left."""
