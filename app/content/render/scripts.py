"""The words of each course for the machine that writes the other script, and a name for all that they depend on."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from app.content.script.html import html_to_cyrillic
from app.content.script.words import read_lexicon
from app.content.source.report import Report
from app.content.types.faults import Fault
from app.kernel.uzbek import Lexicon, standard_lexicon, to_cyrillic

HOUSE = ""
"""In place of a course key: the words of all courses."""


class Scripts:
    """Lexicons by course, each on top of the house's own."""

    def __init__(self, texts: Mapping[str, str], report: Report) -> None:
        """`texts` are the script.yml of each course by key; HOUSE is the one for all."""
        self._texts = texts
        self._house = self._read(HOUSE, "courses/script.yml", standard_lexicon(), report)
        self._lexicons = {
            course: self._read(course, f"courses/{course}/script.yml", self._house, report)
            for course in texts
            if course != HOUSE
        }

    def lexicon(self, course: str) -> Lexicon:
        """The words of a course."""
        return self._lexicons.get(course, self._house)

    def text(self, text: str, course: str) -> str:
        """Plain text in Cyrillic."""
        return to_cyrillic(text, self.lexicon(course))

    def html(self, html: str, course: str) -> str:
        """HTML in Cyrillic."""
        return html_to_cyrillic(html, self.lexicon(course))

    def digest(self, course: str) -> str:
        """Changes with the words that a course is written with; the engine's own are the version's business."""
        words = "\0".join((self._texts.get(HOUSE, ""), course, self._texts.get(course, "")))
        return hashlib.sha256(words.encode()).hexdigest()

    def _read(self, course: str, file: str, base: Lexicon, report: Report) -> Lexicon:
        text = self._texts.get(course)
        if text is None:
            return base
        lexicon, faults = _remembered(text, file, base)
        for fault in faults:
            report.add(fault)
        return lexicon


@lru_cache(maxsize=64)
def _remembered(text: str, file: str, base: Lexicon) -> tuple[Lexicon, tuple[Fault, ...]]:
    """A lexicon remembers the words that it has spelled, so the same one is used again as long as its text is."""
    report = Report()
    return read_lexicon(text, file, report, base=base), report.faults
