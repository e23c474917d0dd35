"""What somebody answers, and what cannot be an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.errors import BadInputError, NotFoundError


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
class Given:
    """An answer as it is kept: what it says, and its place on the counter of the device that gave it."""

    response: Response
    stamp: int


class UnknownQuestionError(NotFoundError):
    """The published quiz has no such question."""
