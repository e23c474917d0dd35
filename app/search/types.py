"""What a search speaks of: passages, and the answer that a page shows."""

from dataclasses import dataclass
from enum import StrEnum

from app.kernel.locale import Tag


class Kind(StrEnum):
    """What a passage is."""

    COURSE = "course"
    LESSON = "lesson"
    TERM = "term"
    SERVICE = "service"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """What can be found as one thing, in one language, in plain text: of a lesson its head, and each section."""

    language: Tag
    kind: Kind
    course_key: str = ""
    lesson_key: str = ""
    anchor: str = ""
    """The place on the page: a heading or a term; of a service its key."""
    title: str
    """Of the course or the lesson, the term, the name of the service."""
    heading: str = ""
    """Of the section, when it is one."""
    text: str

    @property
    def target(self) -> str:
        """Passages with the same target are shown as one hit: the sections of a lesson."""
        own = self.anchor if self.kind in (Kind.TERM, Kind.SERVICE) else self.lesson_key
        return f"{self.kind}/{self.course_key}/{own}"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a snippet; a hit is a word that was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, kw_only=True)
class Place:
    """A further section of the same lesson."""

    heading: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One result."""

    passage: Passage
    title: tuple[Piece, ...]
    """Of the passage."""
    snippet: tuple[Piece, ...]
    """Of a service its term, whole."""
    more: tuple[Place, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Mended:
    """A word as it was typed, and the words of the site that were taken for it."""

    typed: str
    shown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    has_more: bool = False
    is_partial: bool = False
    """No place holds all words together; these hold some of them."""
    mended: tuple[Mended, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words as typed that stand nowhere in this language."""
    elsewhere: tuple[tuple[Tag, int], ...] = ()
    """Other languages and how much they have."""


@dataclass(frozen=True, kw_only=True)
class IndexState:
    """The index that stands in the database."""

    id: str
    release: str
    edition: int


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """What somebody may look for who does not know what to type."""

    services: tuple[str, ...]
    terms: tuple[str, ...]
