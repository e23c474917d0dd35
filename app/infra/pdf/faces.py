"""What a font can draw and how wide, so that a text is fitted before it is printed."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools has none


class Face:
    """One font file, as measured: no kerning, so a line is a hair narrower in print than here."""

    def __init__(self, advances: Mapping[str, float]) -> None:
        self._advances = advances

    def covers(self, char: str) -> bool:
        """Whether the font draws this character."""
        return char in self._advances

    def width(self, text: str) -> float:
        """Width in ems: multiply by the type size. A character that the font lacks counts as a whole em."""
        return sum(self._advances.get(char, 1.0) for char in text)

    def lines(self, pieces: Iterable[str], ems: float, *, joint: str = " ") -> tuple[str, ...]:
        """The pieces one after another, a new line where the next does not fit; one that is too wide stands alone."""
        lines: list[str] = []
        for piece in pieces:
            longer = f"{lines[-1]}{joint}{piece}" if lines else piece
            if lines and self.width(longer) <= ems:
                lines[-1] = longer
            else:
                lines.append(piece)
        return tuple(lines)


@lru_cache
def read_face(path: Path) -> Face:
    """The face in this TrueType file."""
    with TTFont(path, lazy=True) as font:
        advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return Face({chr(point): advances[glyph][0] / em for point, glyph in font.getBestCmap().items()})
