"""Answers on paper: the rows of an answer sheet, and what was read from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.content.types.quizzes import QuestionKind
from app.quizzes.types.answers import Response


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One row to answer in: marks to choose from, or none where something is written."""

    label: str
    """Beside the number of the question: which statement, item, left side or gap; empty where there is one row."""
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PaperQuestion:
    """A question as it stands on one paper, without words."""

    number: int
    question_id: str
    kind: QuestionKind
    rows: tuple[AnswerRow, ...]
    key: str
    """All that is right, as it is typed from paper: for the trainer alone."""


@dataclass(frozen=True, kw_only=True)
class PrintedQuestion:
    """A question with its words in one language. `*_html` is safe to print."""

    number: int
    kind: QuestionKind
    prompt_html: str
    stem_html: str
    options: tuple[tuple[str, str], ...]
    """Mark and text of each option, statement, item or left side, in the order of this paper."""
    sides: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """For a gap to pick for: its key, and mark and text of each choice."""
    points: float
    right_html: tuple[str, ...]
    """What is right in words, where it is written: for the trainer alone."""


class CellProblem(StrEnum):
    """Why what was typed for a question cannot be its answer."""

    OTHER_SCRIPT = "other-script"
    """A Cyrillic letter: by its look it is one mark, by its key another."""
    UNKNOWN_MARK = "unknown-mark"
    TWO_MARKS = "two-marks"
    """Two marks where one is asked."""
    SAME_TWICE = "same-twice"
    """A letter, or a place in an order, stands twice."""
    WRONG_COUNT = "wrong-count"
    """Fewer or more signs than there are rows."""
    NOT_A_NUMBER = "not-a-number"
    UNREADABLE = "unreadable"
    """Too long, or signs that are no text."""


@dataclass(frozen=True, kw_only=True)
class ReadCell:
    """What was typed for one question."""

    number: int
    question_id: str
    response: Response
    problem: CellProblem | None = None
    sign: str = ""
    """The sign that is wrong, or how many are needed."""
    is_blank: bool = False
    """Nothing was typed: not answered, if whoever typed says so."""


Typed = Mapping[int, str]
"""What was typed, by the number of the question."""
