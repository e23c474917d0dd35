"""What the answers of a question are, as written, with the lines that faults name."""

from dataclasses import dataclass

from app.content.schema.quiz.blocks import Line
from app.content.types.quizzes import Area, Gap, QuestionKind


@dataclass(frozen=True, kw_only=True)
class OptionSource:
    """An option, a statement, an item or a side as written. `key` is its place, from "1"."""

    key: str
    weight: float
    line: int
    text: str
    feedback: str = ""
    feedback_line: int = 0
    area: Area | None = None


@dataclass(frozen=True, kw_only=True)
class GapSource:
    """A gap as written; `choices` are the texts of what may be picked."""

    gap: Gap
    line: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is wrong with the answers, and where."""

    line: int
    code: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers of a question: they reach from line `first` to before line `end` (places in the block).

    `sides` are the right sides of pairs. `stem` is what stands before the answers when that is not simply the lines
    above: a stem whose gaps have become marks.
    """

    kind: QuestionKind
    first: int
    end: int
    options: tuple[OptionSource, ...] = ()
    accepted: tuple[str, ...] = ()
    sides: tuple[OptionSource, ...] = ()
    gaps: tuple[GapSource, ...] = ()
    stem: tuple[Line, ...] | None = None
    practice: str = ""
    """Key of the scenario that is the answer."""
    troubles: tuple[Trouble, ...] = ()
