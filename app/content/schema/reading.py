"""Typed reading of a mapping. A wrong type is an error at its line; a name nobody asked for is a warning."""

import difflib
import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from app.content.schema.pieces import Mention, Piece, Shape
from app.content.source.fields import Field, Fields
from app.content.source.report import Report
from app.kernel.locale import LANGUAGES, Tag

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BANK = re.compile(rf"(?P<quiz>{KEY.pattern}/{KEY.pattern})(?:#(?P<tag>{KEY.pattern}))?")
LESSON = re.compile(rf"{KEY.pattern}/{KEY.pattern}")
_DURATION = re.compile(r"(\d{1,5})\s*([mh])")

Choice = TypeVar("Choice", bound=StrEnum)


class Reader:
    """Reads one mapping, name by name; `finish` warns of the names that were never asked for."""

    def __init__(self, fields: Fields, report: Report) -> None:
        self.fields = fields
        self._report = report
        self._asked: set[str] = set()

    @property
    def file(self) -> str:
        """The file that the mapping stands in."""
        return self.fields.file

    def has(self, name: str) -> bool:
        """Whether a name is there with a value."""
        return self._get(name) is not None

    def line(self, name: str) -> int:
        """Where a name stands; the first line when it does not."""
        entry = self.fields.entries.get(name)
        return entry.line if entry else self.fields.line

    def text(self, name: str, *, required: bool = False) -> str:
        """A text; empty when it is absent."""
        entry = self._get(name, required=required)
        if entry is None:
            return ""
        if not isinstance(entry.value, str):
            self._wrong(name, entry.line, "a text: put it in quotes")
            return ""
        return entry.value.strip()

    def piece(self, name: str, *, required: bool = True) -> Piece:
        """A text as a plain piece."""
        return Piece(name=name, text=self.text(name, required=required), line=self.line(name), shape=Shape.PLAIN)

    def inline_pieces(self, name: str) -> tuple[Piece, ...]:
        """A list of texts as pieces `name.1`, `name.2` and so on."""
        found = enumerate(self._texts(name), 1)
        return tuple(
            Piece(name=f"{name}.{number}", text=text, line=line, shape=Shape.INLINE) for number, (text, line) in found
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text for text, _line in self._texts(name))

    def mention(self, name: str) -> Mention | None:
        """A key of something else."""
        entry = self._get(name)
        return self._mention(name, entry) if entry else None

    def mentions(self, name: str) -> tuple[Mention, ...]:
        """A list of keys."""
        found = [self._mention(name, item) for item in self._items(name)]
        return tuple(mention for mention in found if mention)

    def banks(self, name: str) -> tuple[Mention, ...]:
        """A list of quizzes by course, each with a tag that picks some of its questions."""
        return self._named(name, BANK, "a list of quizzes, each written course/quiz or course/quiz#tag")

    def lessons(self, name: str) -> tuple[Mention, ...]:
        """A list of lessons by course."""
        return self._named(name, LESSON, "a list of lessons, each written course/lesson")

    def _named(self, name: str, form: re.Pattern[str], wanted: str) -> tuple[Mention, ...]:
        found = []
        for item in self._items(name):
            if isinstance(item.value, str) and form.fullmatch(item.value.strip()):
                found.append(Mention(key=item.value.strip(), line=item.line))
            else:
                self._wrong(name, item.line, wanted)
        return tuple(found)

    def whole(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds; without a default it must be there."""
        entry = self._get(name, required=default is None)
        if entry is None:
            return least if default is None else default
        value = entry.value
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self._wrong(name, entry.line, f"a whole number from {least} to {most}")
            return least
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        entry = self._get(name)
        if entry is None:
            return default
        if not isinstance(entry.value, bool):
            self._wrong(name, entry.line, "true or false")
            return default
        return entry.value

    def day(self, name: str) -> date | None:
        """A calendar day, written 2026-11-15."""
        entry = self._get(name)
        if entry is None:
            return None
        if not isinstance(entry.value, date) or isinstance(entry.value, datetime):
            self._wrong(name, entry.line, "a day such as 2026-11-15, without quotes")
            return None
        return entry.value

    def choice(self, name: str, default: Choice) -> Choice:
        """One of a few words."""
        entry = self._get(name)
        kinds = type(default)
        if entry is None:
            return default
        if entry.value not in set(kinds):
            self._wrong(name, entry.line, "one of " + ", ".join(kinds))
            return default
        return kinds(str(entry.value))

    def choices(self, name: str, kinds: type[Choice]) -> tuple[Choice, ...]:
        """A list of a few words, each once, in the order in which the words are known."""
        found = set()
        for item in self._items(name):
            if item.value in set(kinds):
                found.add(kinds(str(item.value)))
            else:
                self._wrong(name, item.line, "a list of words, each one of " + ", ".join(kinds))
        return tuple(kind for kind in kinds if kind in found)

    def minutes(self, name: str) -> int:
        """A span: `10m`, `24h`, or a number of minutes. 0 when absent."""
        entry = self._get(name)
        if entry is None:
            return 0
        if isinstance(entry.value, int) and not isinstance(entry.value, bool) and entry.value >= 0:
            return entry.value
        found = _DURATION.fullmatch(entry.value.strip()) if isinstance(entry.value, str) else None
        if not found:
            self._wrong(name, entry.line, "a span such as 10m or 24h")
            return 0
        return int(found[1]) * (60 if found[2] == "h" else 1)

    def entry(self, name: str) -> Field | None:
        """A value of whichever shape; None when it is absent or empty."""
        return self._get(name)

    def mapping(self, name: str) -> Fields | None:
        """A mapping below this one."""
        entry = self._get(name)
        if entry is None:
            return None
        if not isinstance(entry.value, Fields):
            self._wrong(name, entry.line, "lines of `name: value` set in below it")
            return None
        return entry.value

    def by_language(self, name: str) -> dict[Tag, str]:
        """A text in several languages: a mapping by tag."""
        fields = self.mapping(name)
        if fields is None:
            return {}
        below = Reader(fields, self._report)
        texts = {tag: below.text(tag) for tag in LANGUAGES if below.has(tag)}
        below.finish()
        return texts

    def later(self, name: str) -> None:
        """A name of the format that this version cannot keep yet: refused rather than passed over."""
        if entry := self._get(name):
            says = f"`{name}` cannot be used yet: take it out for now."
            self._report.error(self.file, entry.line, "not-yet", says)

    def finish(self) -> None:
        """Warn of every name that was not asked for, with the nearest one that could be meant."""
        for name, entry in self.fields.entries.items():
            if name not in self._asked:
                near = difflib.get_close_matches(name, self._asked, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(sorted(self._asked))}."
                self._report.warn(self.file, entry.line, "unknown-key", f"`{name}` is not known: {hint}")

    def _get(self, name: str, *, required: bool = False) -> Field | None:
        self._asked.add(name)
        entry = self.fields.entries.get(name)
        is_empty = entry is None or entry.value is None or entry.value == ""
        if is_empty and required:
            self._report.error(self.file, self.line(name), "missing-key", f"`{name}` is missing: write it here.")
        return None if is_empty else entry

    def _texts(self, name: str) -> Iterator[tuple[str, int]]:
        for item in self._items(name):
            if isinstance(item.value, str) and item.value.strip():
                yield item.value.strip(), item.line
            else:
                self._wrong(name, item.line, "a list of texts: put each in quotes")

    def _items(self, name: str) -> tuple[Field, ...]:
        entry = self._get(name)
        if entry is None:
            return ()
        if not isinstance(entry.value, tuple):
            self._wrong(name, entry.line, "a list: one `- text` on each line, or [one, two]")
            return ()
        return entry.value

    def _mention(self, name: str, item: Field) -> Mention | None:
        if isinstance(item.value, str) and KEY.fullmatch(item.value.strip()):
            return Mention(key=item.value.strip(), line=item.line)
        self._wrong(name, item.line, "a key: small Latin letters, digits and hyphens")
        return None

    def _wrong(self, name: str, line: int, wanted: str) -> None:
        self._report.error(self.file, line, "wrong-type", f"`{name}` must be {wanted}.")
