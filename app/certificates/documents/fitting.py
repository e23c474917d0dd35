"""Texts made to fit their places on paper: cut to what a font draws, broken into lines, given a size."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.infra.pdf.faces import Face, read_face
from app.kernel.sandbox import ROOT

DESIGNS = ROOT / "certificates"
SERIF = DESIGNS / "fonts" / "EBGaramond-Medium.ttf"
SANS = DESIGNS / "fonts" / "NotoSans-Regular.ttf"
NAME_LETTERS = 90
TITLE_LETTERS = 150
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_MARKS = 2
"""Combining marks kept on one letter; more would climb over the lines above."""

_LOPSIDED = 0.72
"""Of a text, the most that may stand on one of its two lines."""

Steps = Sequence[tuple[int, float]]
POINTS = 72 / 25.4
"""To a millimetre."""
LINE_POINTS = 235 * POINTS
COLUMN_POINTS = 87 * POINTS
NAME_STEPS: Steps = ((1, 42), (1, 39), (1, 36), (1, 32), (1, 28), (2, 24), (2, 22), (2, 19), (2, 16), (2, 13), (2, 11))
SECOND_STEPS: Steps = ((1, 13), (1, 11), (1, 9), (1, 7))
TITLE_STEPS: Steps = ((1, 26), (1, 23), (1, 20), (2, 18), (2, 16), (2, 14), (2, 12), (2, 10), (2, 8))
ORGANISER_STEPS: Steps = ((1, 15), (1, 13), (2, 11), (2, 9), (2, 7), (2, 5))
SAID_STEPS: Steps = ((1, 9.5), (2, 9), (2, 8), (2, 7), (2, 6), (2, 5), (2, 4))
ADDRESS_STEPS: Steps = ((1, 9.5), (1, 8), (1, 7), (1, 6), (1, 5), (1, 4))
PART_LETTERS = 60
PART_SIZES = (10.0, 9.0, 8.0, 7.0)
PARTS_POINTS = 10 * POINTS
PARTS_LEADING = 1.3


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A text broken into the lines that it takes at `size` points."""

    text: str
    lines: tuple[str, ...]
    size: float


def serif() -> Face:
    """The face of names and titles."""
    return read_face(SERIF)


def sans() -> Face:
    """The face of all that is smaller."""
    return read_face(SANS)


def printable(text: str, face: Face, *, limit: int) -> str:
    """The text as the font can draw it: one line, at most `limit` letters, the cut shown by an ellipsis.

    Controls and direction marks go; a letter that the font lacks loses its accents or becomes U+FFFD.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    letters: list[str] = []
    for char in spaced:
        letters.extend(_drawable(char, face, before=letters))
    whole = " ".join("".join(letters).split())
    return whole if len(whole) <= limit else whole[: limit - 1].rstrip() + "…"


def _drawable(char: str, face: Face, *, before: Sequence[str]) -> str:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return ""
    if unicodedata.combining(char):
        crowded = all(unicodedata.combining(mark) for mark in before[-_MARKS:])
        return "" if crowded or not face.covers(char) else char
    if face.covers(char):
        return char
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain if face.covers(plain) else _UNKNOWN


def fit(text: str, face: Face, steps: Steps, room: float = LINE_POINTS) -> Fitted:
    """The text at the first step (number of lines, size in points) whose lines fit the room, or at the last step."""
    for count, size in steps:
        lines = (text,) if count == 1 else _halves(text, face)
        if _widest(lines, face) * size <= room:
            break
    return Fitted(text=text, lines=lines, size=size)


def _halves(text: str, face: Face) -> tuple[str, ...]:
    """Two lines of nearly one width, broken at a space, or within a word that would fill a line alone."""
    spaces = [place for place, char in enumerate(text) if char == " "]
    best = min(
        ((text[:place], text[place + 1 :]) for place in spaces), key=lambda two: _widest(two, face), default=None
    )
    if best is not None and _widest(best, face) <= _LOPSIDED * face.width(text):
        return best
    within = [place for place in range(1, len(text)) if not unicodedata.combining(text[place])]
    place = min(within, key=lambda place: _widest((text[:place], text[place:]), face), default=len(text))
    return text[:place].rstrip(), text[place:].lstrip()


def _widest(lines: Sequence[str], face: Face) -> float:
    return max(map(face.width, lines))


def fit_parts(parts: Sequence[str], face: Face) -> Fitted:
    """The parts of a path one after another, as many as there is room for; the rest is counted."""
    titles = [f"{number}. {printable(title, face, limit=PART_LETTERS)}" for number, title in enumerate(parts, 1)]
    for kept in range(len(titles), 0, -1):
        rest = [f"+{len(titles) - kept}"] if kept < len(titles) else []
        for size in PART_SIZES:
            lines = face.lines([*titles[:kept], *rest], LINE_POINTS / size, joint=" · ")
            if len(lines) * size * PARTS_LEADING <= PARTS_POINTS and all(
                face.width(line) * size <= LINE_POINTS for line in lines
            ):
                return Fitted(text=" · ".join(titles), lines=lines, size=size)
    return Fitted(text="", lines=(), size=PART_SIZES[0])
