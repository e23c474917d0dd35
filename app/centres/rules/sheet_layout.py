"""Where everything stands on an answer sheet: for whoever draws it and for whoever reads it from a photograph.

Millimetres from the upper left corner.

A sheet is one page of A4. Four black corners, of which the upper left one is a ring, say how the photograph was
taken; the QR code says whose sheet it is; from both follows each bubble. Nothing is found by looking for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 210.0, 297.0
CORNER = 8.0
"""The side of a corner mark."""
CORNERS = ((10.0, 10.0), (192.0, 10.0), (10.0, 279.0), (192.0, 279.0))
"""Upper left points of the corner marks: left and right above, left and right below."""
QR = (164.0, 22.0, 32.0)
"""Left, top and side, the quiet zone of four modules included."""
HEAD = (14.0, 22.0, 148.0, 44.0)
"""Left, top, width, height of where name, group and variant stand."""
TOP, BOTTOM = 78.0, 274.0
COLUMNS = (14.0, 109.0)
"""Left edges of the two columns of questions."""
COLUMN_WIDTH = 87.0
NUMBER_WIDTH, LABEL_WIDTH = 9.0, 7.5
RADIUS = 3.1
"""Of a bubble: 6.2 mm across."""
STEP = 11.6
"""From one bubble to the next."""
ROW, LINE_ROW, GAP = 8.2, 11.0, 3.0
"""Heights of a row of bubbles and of a writing line, and what lies between two questions."""

Rows = Sequence[tuple[str, tuple[str, ...]]]
"""Rows of one question: label, and marks to choose from; without marks something is written there."""


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """A circle to fill: whose it is, and where its centre lies."""

    question: int
    row: int
    """Place of its row in the question, from 1."""
    mark: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """A box to write in."""

    question: int
    row: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Label:
    """What stands at the left of a row: `x` is where it begins, `y` the middle of the row."""

    text: str
    x: float
    y: float
    is_number: bool
    """It is the question's number, and not a label of one of its rows."""


@dataclass(frozen=True, kw_only=True)
class SheetLayout:
    """All that stands below the head of a sheet."""

    bubbles: tuple[Bubble, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


class TooLongError(ValueError):
    """The questions do not fit on one page."""


def lay_out(questions: Sequence[Rows]) -> SheetLayout:
    """The places of all rows: questions from 1 on, down the left column and then down the right one.

    A question is not parted. TooLongError when two columns are not enough.
    """
    bubbles: list[Bubble] = []
    lines: list[Line] = []
    labels: list[Label] = []
    for number, (left, top) in enumerate(_places(questions), 1):
        rows, y = questions[number - 1], top
        for place, (label, marks) in enumerate(rows, 1):
            height = ROW if marks else LINE_ROW
            middle = y + height / 2
            if place == 1:
                labels.append(Label(text=str(number), x=left, y=middle, is_number=True))
            if label:
                labels.append(Label(text=label, x=left + NUMBER_WIDTH, y=middle, is_number=False))
            bubbles += _bubbles(number, place, marks, left, middle)
            if not marks:
                lines.append(_line(number, place, left, y))
            y += height
    return SheetLayout(bubbles=tuple(bubbles), lines=tuple(lines), labels=tuple(labels))


def fits(questions: Sequence[Rows]) -> bool:
    """Whether the questions fit on one page."""
    try:
        list(_places(questions))
    except TooLongError:
        return False
    return True


def _places(questions: Sequence[Rows]) -> Iterator[tuple[float, float]]:
    """The upper left point of each question."""
    column, y = 0, TOP
    for rows in questions:
        height = sum(ROW if marks else LINE_ROW for _label, marks in rows)
        if y + height > BOTTOM:
            column, y = column + 1, TOP
        if column == len(COLUMNS) or y + height > BOTTOM:
            raise TooLongError
        yield COLUMNS[column], y
        y += height + GAP


def _bubbles(number: int, row: int, marks: tuple[str, ...], left: float, middle: float) -> Iterator[Bubble]:
    first = left + NUMBER_WIDTH + LABEL_WIDTH + STEP - RADIUS - 1.5
    for place, mark in enumerate(marks):
        yield Bubble(question=number, row=row, mark=mark, x=round(first + place * STEP, 2), y=round(middle, 2))


def _line(number: int, row: int, left: float, top: float) -> Line:
    start = left + NUMBER_WIDTH + LABEL_WIDTH
    width = COLUMN_WIDTH - NUMBER_WIDTH - LABEL_WIDTH
    return Line(question=number, row=row, x=start, y=round(top + 1, 2), width=width, height=LINE_ROW - 2)
