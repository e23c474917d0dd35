"""Courses, lessons and paths, with their texts in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.content.types.media import Film, MediaFile, Narration
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading inside a lesson: an anchor that is the same in every language."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class LessonText:
    """A lesson in one language. `*_html` is safe to print as it stands; other strings are plain text."""

    title: str
    summary: str
    objectives_html: tuple[str, ...]
    keypoints_html: tuple[str, ...]
    body_html: str
    sections: tuple[Section, ...]
    is_derived: bool
    """Transliterated by machine and read by nobody yet."""
    is_stale: bool
    """The source text has changed since this translation was made."""
    narrations: tuple[Narration, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TrainerNote:
    """What a trainer is told of a lesson, in one language."""

    question: str
    """To ask the group."""
    offline: str
    """An exercise that needs no internet."""
    plan_html: str
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson; what does not depend on the language."""

    key: str
    minutes: int
    services: tuple[str, ...]
    competences: tuple[str, ...]
    quiz: str | None
    """Key of the quiz that closes this lesson, in the same course."""
    practice: str | None
    authors: tuple[str, ...]
    sources_as_of: date | None
    checked_on: date | None
    """The day a named person walked the live portal; None until then."""
    checked_by: str | None
    was: tuple[str, ...] = ()
    """Former keys of this lesson in its course."""
    texts: Mapping[Tag, LessonText]
    notes: Mapping[Tag, TrainerNote] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A glossary entry in one language."""

    id: str
    term: str
    definition_html: str


@dataclass(frozen=True, kw_only=True)
class CourseText:
    """A course's landing page in one language."""

    title: str
    summary: str
    outcomes_html: tuple[str, ...]
    body_html: str
    glossary: tuple[Term, ...]
    is_derived: bool
    is_stale: bool
    cover_alt: str = ""
    """What the cover shows, for those who cannot see it."""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The drawing that stands for a course."""

    file: MediaFile
    width: int
    height: int


class Asked(StrEnum):
    """What staff must confirm of a test before its certificate is issued."""

    SUPERVISED = "supervised"
    """Somebody of a centre was there."""
    UNASSISTED = "unassisted"
    """Nobody helped."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course and its lessons in teaching order. `quiz` is the key of the final quiz."""

    key: str
    level: str
    minutes: int
    lessons: tuple[Lesson, ...]
    quiz: str | None
    certificate: str | None
    """Key of the certificate design in `certificates/`; None when the course gives none."""
    competences: tuple[str, ...]
    digcomp_version: str
    services: tuple[str, ...]
    licence: str
    authors: tuple[str, ...]
    requires: tuple[str, ...]
    was: tuple[str, ...]
    """Former keys of this course; their addresses forward here."""
    texts: Mapping[Tag, CourseText]
    films: tuple[Film, ...] = ()
    recommendations: tuple[str, ...] = ()
    """R1 to R5 of the study that the site is built on."""
    cover: Cover | None = None
    certificate_asks: tuple[Asked, ...] = ()
    """What must be confirmed of the final test; empty for most."""


@dataclass(frozen=True, kw_only=True)
class CoursePathText:
    """A path's landing page in one language."""

    title: str
    summary: str
    outcomes_html: tuple[str, ...]
    body_html: str
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class CoursePath:
    """A path: courses to be taken in order. Every course is there in every language of the path."""

    key: str
    courses: tuple[str, ...]
    """Keys, in order."""
    certificate: str | None
    """Key of the certificate design for the whole path; None when it gives none of its own."""
    was: tuple[str, ...]
    """Former keys of this path; their addresses forward here."""
    texts: Mapping[Tag, CoursePathText]
    certificate_asks: tuple[Asked, ...] = ()
    """What must be confirmed of the final test of every course, for the certificate of the whole path."""
