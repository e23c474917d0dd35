"""Banks of questions, their keys, and the rules of an attempt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.locale import Tag


class QuestionKind(StrEnum):
    """The shapes of a question; one grader each."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUEFALSE = "truefalse"
    SHORT = "short"
    NUMERIC = "numeric"
    CLOZE = "cloze"
    ORDER = "order"
    MATCH = "match"
    HOTSPOT = "hotspot"
    ESSAY = "essay"
    PRACTICE = "practice"


class Feedback(StrEnum):
    """When a learner sees what was right."""

    IMMEDIATE = "immediate"
    AFTER = "after"
    NEVER = "never"


class Grading(StrEnum):
    """Whether part of an answer earns part of the points."""

    ALL_OR_NOTHING = "all-or-nothing"
    PARTIAL = "partial"


class AreaShape(StrEnum):
    """What an area of a picture looks like."""

    RECT = "rect"
    CIRCLE = "circle"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of a picture, in percent of its width and height; a circle's radius is in percent of the width.

    `numbers` are left, top, right and bottom of a rectangle, or centre and radius of a circle.
    """

    shape: AreaShape
    numbers: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice, one statement of a true/false question, one item to order, or one left side to match.

    `key` is its place in the written file ("1", "2", …), the same in every language.
    `weight` is 1.0 for right, 0.0 for wrong, or the written share (may be negative).
    """

    key: str
    weight: float
    area: Area | None = None
    """Where it lies on the picture of a hotspot."""

    @property
    def is_right(self) -> bool:
        """A statement that is true, or an option that earns all its points."""
        return self.weight >= 1.0


class GapKind(StrEnum):
    """What goes into a gap."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap in a sentence, or all there is to a numeric question. `key` is its place in the stem, from "1"."""

    key: str
    kind: GapKind
    accepted: tuple[str, ...] = ()
    """Accepted texts, of all languages together, as written."""
    least: str = ""
    most: str = ""
    """The bounds of a number, both of them right: decimals, exact."""
    choices: tuple[str, ...] = ()
    """Keys of what may be picked, in written order."""
    right: str = ""
    """The key of the right one of them."""


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    """A question in one language. Mappings are by option key; an option without feedback is absent there.

    Where the stem has a gap, it says `<span class="gap">(1)</span>`, with the gap's key: see `rules.filling`.
    """

    prompt_html: str
    stem_html: str
    hints_html: tuple[str, ...]
    options_html: Mapping[str, str]
    feedback_html: Mapping[str, str]
    explanation_html: str
    sides_html: Mapping[str, str] = field(default_factory=dict)
    """The right sides of a question to match, by their key."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Plain texts of what may be picked for a gap, by gap and key."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a bank; the answer key is here and nowhere on a page before its time."""

    id: str
    kind: QuestionKind
    points: float
    tags: tuple[str, ...]
    options: tuple[Option, ...]
    accepted: tuple[str, ...]
    """Accepted texts of a short answer, of all languages together, as written."""
    texts: Mapping[Tag, QuestionText]
    sides: tuple[str, ...] = ()
    """Keys of the right sides of a question to match: that of a left side for its own, others for distractors."""
    gaps: tuple[Gap, ...] = ()
    """The gaps of a stem; the one number of a numeric question."""
    practice: str = ""
    """Digest of the scenario that is the answer; empty for other kinds."""


@dataclass(frozen=True, kw_only=True)
class QuizText:
    """A quiz's own words in one language."""

    title: str
    intro_html: str
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """A bank of questions and the rules of an attempt at it."""

    course: str
    key: str
    digest: str
    """Names this exact bank and these exact rules; an attempt keeps it."""
    pass_percent: int
    draw: int
    """How many questions an attempt asks; never more than the bank holds."""
    shuffle: bool
    attempts: int | None
    """How many attempts a person has; None when there is no limit."""
    cooldown_minutes: int
    """Wait between the end of a failed attempt and the next start."""
    feedback: Feedback
    grading: Grading
    unassisted: bool
    questions: tuple[Question, ...]
    texts: Mapping[Tag, QuizText]
    time_limit_minutes: int = 0
    """From the start of an attempt to its end; 0 when there is no limit."""
    hint_cost_percent: int = 0
    """What opening a hint costs, in percent of its question's points."""
