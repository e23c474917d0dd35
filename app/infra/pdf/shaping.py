"""Lines of text set by WeasyPrint's own hands, outside of a page: the same letters at the same places as in print.

A slot is the place of one line in a laid-out page. What is set into it goes through Pango with the slot's own style,
so kerning, language and letter spacing are those of the page. A font holds the letters that it was given before the
page was written; a line that needs another glyph is not set (`MissingGlyphError`).
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools has none
from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import create_layout, line_size

_UZBEK = "ABDEFGHIJKLMNOPQRSTUVXYZCW abdefghijklmnopqrstuvxyzcw ʻʼ‘’"
_CYRILLIC = "".join(map(chr, range(0x0410, 0x0450))) + "ЁёЎўҚқҒғҲҳ"
_KARAKALPAK = "ÁǴÍŃÓÚáǵíıńóúİĞğŞşÇçÖöÜüÑñÝýƏə ӘәҒғҚқҢңӨөҮүЎўҲҳ"
_SIGNS = "0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”„–—…·№\u00a0\u2010\u2011•"
REPERTOIRE = "".join(dict.fromkeys(_UZBEK + _CYRILLIC + _KARAKALPAK + _SIGNS))
"""Letters of Uzbek and Karakalpak in both scripts and of Russian, with figures and signs."""


class MissingGlyphError(Exception):
    """The fonts of the page were not given a glyph that this line needs."""


@dataclass(frozen=True)
class Slot:
    """One line's place: where it may begin, how wide it may be, to which side it leans."""

    box: TextBox
    left: float
    width: float
    lean: float
    """Share of the room left over that goes before the line: 0 left, 0.5 centre, 1 right."""


class Setter:
    """Sets lines with the fonts of one page. Give the fonts their letters, write the page, then close them."""

    def __init__(self, fonts: dict[int, Font]) -> None:
        self._stream = Stream(fonts, None, {"ExtGState": {}}, {}, None, {}, None)
        self._fonts = fonts
        self._known: Mapping[int, frozenset[int]] = {}
        self.set_line = lru_cache(maxsize=256)(self._set_line)

    def give_letters(self, slots: Iterable[Slot]) -> None:
        """Put every letter of the repertoire that the slots' fonts have into those fonts as they will be embedded."""
        for slot in {_face(slot.box.style): slot for slot in slots}.values():
            self._draw(slot, "0")
            covered = _letters_of(self._last_font().file_content)
            self._draw(slot, "".join(letter for letter in REPERTOIRE if letter in covered))

    def close(self) -> None:
        """The page is written: from now on a glyph that is not in it is missing."""
        self._known = {key: frozenset(font.to_unicode) for key, font in self._fonts.items()}

    def _set_line(self, slot: Slot, text: str) -> bytes:
        """The operators between BT and ET; MissingGlyphError. The line is not broken, however wide."""
        operators = self._draw(slot, text)
        for key, font in list(self._fonts.items()):
            known = self._known.get(key)
            if known is None or not font.to_unicode.keys() <= known:
                self._forget(key)
                raise MissingGlyphError(text)
        return operators

    def _forget(self, key: int) -> None:
        """Take back what a refused line has brought in, so that the next one is judged alike."""
        if key not in self._known:
            del self._fonts[key]
            return
        font = self._fonts[key]
        for glyph in set(font.to_unicode) - self._known[key]:
            del font.to_unicode[glyph]
        font.missing.clear()

    def _draw(self, slot: Slot, text: str) -> bytes:
        style = slot.box.style
        box = slot.box.copy_with_text(text)
        box.pango_layout = create_layout(text, style, None, None, 0)
        line, _ = box.pango_layout.get_first_line()
        width, _ = line_size(line, style)
        left = slot.left + (slot.width - width) * slot.lean
        self._stream.stream.clear()
        self._stream._current_font = None  # noqa: SLF001 - so that every line names its font
        draw_first_line(
            self._stream, box, "clip", "none", Matrix(d=-1, e=left, f=slot.box.position_y + slot.box.baseline)
        )
        return b"\n".join(self._stream.stream)

    def _last_font(self) -> Font:
        """The font that the last line was set with."""
        name = self._stream._current_font[0]  # noqa: SLF001 - as above
        return next(font for font in self._fonts.values() if font.hash == name)


def find_slots(page: Box, samples: Mapping[str, str]) -> dict[str, Slot]:
    """The places in a laid-out page of those of its lines that read like one of the samples, by the samples' keys."""
    by_text = {sample: key for key, sample in samples.items()}
    found: dict[str, Slot] = {}
    for block in page.descendants(placeholders=True):
        for line in getattr(block, "children", ()):
            texts = [box for box in line.descendants() if isinstance(box, TextBox)] if isinstance(line, LineBox) else []
            if len(texts) == 1 and (key := by_text.get(texts[0].text.strip())):
                found[key] = Slot(texts[0], block.content_box_x(), block.width, _lean(block.style))
    return found


@lru_cache
def _letters_of(font: bytes) -> frozenset[str]:
    """All that a font file can draw."""
    with TTFont(io.BytesIO(font), lazy=True) as face:
        return frozenset(map(chr, face.getBestCmap()))


def _face(style: Mapping[str, Any]) -> tuple[str, ...]:
    """Slots that agree in this are set with the same glyphs of the same font."""
    return tuple(
        map(str, (style["font_family"], style["font_style"], style["font_weight"], style["font_variant_numeric"]))
    )


def _lean(style: Mapping[str, str]) -> float:
    return {"center": 0.5, "right": 1.0, "end": 1.0}.get(style["text_align_all"], 0.0)
