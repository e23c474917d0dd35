"""The texts of a written file as named pieces with lines: what is rendered, transliterated and proofread."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.kernel.locale import Tag

DIGEST_MARK = "sha256-"


class Shape(StrEnum):
    """What a piece may hold."""

    PLAIN = "plain"
    """No Markdown: a title, a summary, a glossary term."""
    INLINE = "inline"
    """One line of Markdown: an objective, an option."""
    BLOCK = "block"
    """A few paragraphs: a stem, an explanation."""
    DOCUMENT = "document"
    """A body with headings and footnotes."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One text; `name` is its place in the file's structure, the same in every language."""

    name: str
    text: str
    line: int
    shape: Shape


@dataclass(frozen=True, kw_only=True)
class Words:
    """All texts of one file in one language."""

    file: str
    tag: Tag
    pieces: tuple[Piece, ...]
    translation_of: str | None = None
    is_front_read: bool = True
    is_body_read: bool = True
    """What could not be read has been told; what would be missing there is not told as well."""

    @cached_property
    def digest(self) -> str:
        """Names what a translator translates: no dates, no marks, no lines. Stands in `translation_of`."""
        said = [[piece.name, "\n".join(line.rstrip() for line in piece.text.split("\n"))] for piece in self.pieces]
        text = json.dumps(said, ensure_ascii=False)
        return DIGEST_MARK + hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A key written somewhere, pointing at something."""

    key: str
    line: int
