"""What quizzes say to other rooms and keep in rows: responses, papers, marks, scores, decisions, refusals.

Points are exact fractions, so that a pass is decided without rounding; `float()` them to store or show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from app.kernel.errors import BadInputError, ConflictError, NotFoundError


@dataclass(frozen=True, kw_only=True)
class Response:
    """What a person gave to one question, in no language. A kind uses the field that it needs; all empty: no answer.

    A new kind that needs another field adds it with an empty default: rows written before still mean the same.
    """

    chosen: tuple[str, ...] = ()
    """Keys of the options chosen, in written order."""
    truths: Mapping[str, bool] = field(default_factory=dict)
    """For statements, by key: held to be true or false. A statement left open is absent."""
    text: str = ""
    practice: str = ""
    """The share of a scenario's points, an exact fraction as Python writes it: it comes from a walk, never a form."""

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen, nothing written and nothing practised."""
        return not (self.chosen or self.truths or self.text or self.practice)


UNANSWERED = Response()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question on a paper: its id and its option keys in the order shown."""

    question_id: str
    option_keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What one attempt asks, in order. Holds no answer key and no language."""

    questions: tuple[Asked, ...]

    @property
    def question_ids(self) -> tuple[str, ...]:
        """In the order asked."""
        return tuple(asked.question_id for asked in self.questions)

    def asks(self, question_id: str) -> bool:
        """Whether a question is on this paper."""
        return question_id in self.question_ids


class Outcome(StrEnum):
    """How a question went."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"


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
    """By option key."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A graded paper. `is_passed` is decided on the exact fraction; `percent`, for people, never contradicts it."""

    points: Fraction
    possible: Fraction
    percent: int
    is_passed: bool
    marks: Mapping[str, Mark]
    """By question id, in the order asked."""


class AttemptState(StrEnum):
    """An attempt is open until it is submitted, once."""

    OPEN = "open"
    SUBMITTED = "submitted"


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


Decision = Start | Resume | WaitUntil | NoneLeft


class BadAnswerProblem(StrEnum):
    """What is wrong with an answer as it was sent. None of it can come from the page that we made, except TOO_LONG."""

    FOREIGN_FIELD = "foreign-field"
    """A field of another question."""
    UNKNOWN_OPTION = "unknown-option"
    TOO_MANY = "too-many"
    """More values than the question takes, or one value twice."""
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    """NUL, a control character or half of a surrogate pair."""


class BadAnswerError(BadInputError):
    """An answer that cannot belong to its question; nothing of it is saved."""

    def __init__(self, problem: BadAnswerProblem) -> None:
        self.problem = problem
        super().__init__({"answer": str(problem)})


class QuestionNotAskedError(NotFoundError):
    """The attempt's paper has no such question."""


class AttemptClosedError(ConflictError):
    """The attempt has been submitted; its answers stay as they are."""


class AnswerClosedError(ConflictError):
    """The feedback to this question was shown, so its answer stays as it is."""


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What was kept when an attempt ended. It stays, however graders are changed later."""

    points: Fraction
    possible: Fraction
    percent: int
    is_passed: bool


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
    """None while it is open."""
    responses: Mapping[str, Response]
    """By question id: what counts now."""
    revisions: Mapping[str, int]
    """By question id: how often it was answered."""

    @property
    def state(self) -> AttemptState:
        """Open until it has a grade."""
        return AttemptState.SUBMITTED if self.grade else AttemptState.OPEN


@dataclass(frozen=True, kw_only=True)
class QuizRecord:
    """All that a person has done at a quiz."""

    submissions: tuple[Submission, ...]
    open_attempt_id: str | None

    @property
    def is_passed(self) -> bool:
        """Whether any attempt was a pass."""
        return any(one.is_passed for one in self.submissions)


class CooldownError(ConflictError):
    """The next attempt may not begin yet."""


class NoAttemptsLeftError(ConflictError):
    """All attempts are used."""
