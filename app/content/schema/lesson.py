"""What a lesson says: its front matter and its body, in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.content.schema.course import body_piece, words_of
from app.content.schema.pieces import Mention, Piece, Words
from app.content.schema.reading import Reader
from app.content.source.document import Document
from app.content.source.fields import no_fields
from app.content.source.report import Report

ACTIVITY = "```practice"
PLACED_WORDS = "practice"
"""What stands before the key in the link that a placed practice becomes."""
_PLACED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*practice[ \t]+(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)[ \t]*\n\s*?(?P=fence)[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True)
class LessonFacts:
    """What is the same in every language; written in the source and, if wished, repeated in translations."""

    minutes: int
    services: tuple[Mention, ...]
    competences: tuple[str, ...]
    quiz: Mention | None
    practice: Mention | None
    authors: tuple[str, ...]
    sources_as_of: date | None
    checked_on: date | None
    checked_on_line: int
    checked_by: str | None
    was: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LessonSource:
    """A lesson in one language: pieces `title`, `summary`, `objectives.N`, `keypoints.N`, `body`."""

    words: Words
    facts: LessonFacts
    lines: Mapping[str, int]
    """Where each fact stands, for those that are written."""


def read_lesson(document: Document, report: Report, *, is_source: bool) -> LessonSource:
    """A lesson's document with its types. Only the source must say how many minutes it takes."""
    is_readable = document.front is not None
    reader = Reader(document.front or no_fields(document.file), report)
    pieces = (
        reader.piece("title", required=is_readable),
        reader.piece("summary", required=is_readable),
        *reader.inline_pieces("objectives"),
        *reader.inline_pieces("keypoints"),
        _body(document),
    )
    facts = _facts(reader, is_minutes_needed=is_source and is_readable)
    translation_of = reader.text("translation_of") or None
    reader.finish()
    lines = {name: entry.line for name, entry in reader.fields.entries.items() if entry.value not in (None, ())}
    return LessonSource(words=words_of(document, pieces, translation_of), facts=facts, lines=lines)


def _body(document: Document) -> Piece:
    """The body; an empty block that names a practice has become a link to it, line for line."""
    piece = body_piece(document)
    return replace(piece, text=_PLACED.sub(_link, piece.text))


def _link(found: re.Match[str]) -> str:
    between = "\n" * (found[0].count("\n"))
    return f"[`{PLACED_WORDS} {found['key']}`](../practice/{found['key']}){between}"


def _facts(reader: Reader, *, is_minutes_needed: bool) -> LessonFacts:
    return LessonFacts(
        minutes=reader.whole("minutes", least=1, most=600, default=None if is_minutes_needed else 1),
        services=reader.mentions("services"),
        competences=reader.texts("competences"),
        quiz=reader.mention("quiz"),
        practice=reader.mention("practice"),
        authors=reader.texts("authors"),
        sources_as_of=reader.day("sources_as_of"),
        checked_on=reader.day("checked_on"),
        checked_on_line=reader.line("checked_on"),
        checked_by=reader.text("checked_by") or None,
        was=tuple(mention.key for mention in reader.mentions("was")),
    )
