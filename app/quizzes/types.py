"""What quizzes say to other rooms and keep in rows: responses, papers, marks, scores, decisions, refusals.

Points are exact fractions, so that a pass is decided without rounding; `float()` them to store or show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from app.kernel.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError


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
    pairs: Mapping[str, str] = field(default_factory=dict)
    """For items to order, by key: the place given, from "1"; for left sides to match: the key of the right side."""
    gaps: Mapping[str, str] = field(default_factory=dict)
    """By gap: what was written into it, or the key of what was picked. A gap left open is absent."""
    practice: str = ""
    """The share of a scenario's points, an exact fraction as Python writes it: it comes from a walk, never a form."""
    is_unknown: bool = False
    """The honest answer «I don't know»: it answers the question, and earns nothing."""

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen, nothing written and nothing practised."""
        given = (self.chosen, self.truths, self.text, self.pairs, self.gaps, self.practice, self.is_unknown)
        return not any(given)


UNANSWERED = Response()
UNKNOWN = Response(is_unknown=True)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question on a paper: its id, and the keys of all that can be chosen in the order shown."""

    question_id: str
    option_keys: tuple[str, ...]
    side_keys: tuple[str, ...] = ()
    """The right sides of a question to match."""
    choice_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """What may be picked for a gap, by gap."""


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


class BadAnswerProblem(StrEnum):
    """What is wrong with an answer as it was sent. What can come from the page that we made is a SLIP."""

    FOREIGN_FIELD = "foreign-field"
    """A field of another question."""
    UNKNOWN_OPTION = "unknown-option"
    TOO_MANY = "too-many"
    """More values than the question takes, or one value twice."""
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    """NUL, a control character or half of a surrogate pair."""
    NOT_A_NUMBER = "not-a-number"
    SAME_PLACE = "same-place"
    """Two items to order stand at one place."""


SLIPS = frozenset({BadAnswerProblem.TOO_LONG, BadAnswerProblem.NOT_A_NUMBER, BadAnswerProblem.SAME_PLACE})
"""What people do by mistake: they are told what to mend, and what they gave stays in the form."""


class BadAnswerError(BadInputError):
    """An answer that cannot belong to its question; nothing of it is saved. `field` is the one to mend, if any."""

    def __init__(self, problem: BadAnswerProblem, field: str = "") -> None:
        self.problem = problem
        self.field = field
        super().__init__({"answer": str(problem)})


class QuestionNotAskedError(NotFoundError):
    """The attempt's paper has no such question."""


@dataclass(frozen=True, kw_only=True)
class Grade:
    """What was kept when an attempt ended. It stays, however graders are changed later."""

    points: Fraction
    possible: Fraction
    percent: int
    is_passed: bool


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer as it is kept: what it says, and its place on the counter of the device that gave it."""

    response: Response
    stamp: int


@dataclass(frozen=True, kw_only=True)
class EssayVerdict:
    """What a trainer gave for an essay, and what they wrote to the learner."""

    points: Fraction
    note: str


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


class NothingToMarkError(ConflictError):
    """Somebody has marked this essay already, or the attempt is not waiting."""


class OwnEssayError(ForbiddenError):
    """Nobody marks their own work."""


class UnknownQuestionError(NotFoundError):
    """The published quiz has no such question."""


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
