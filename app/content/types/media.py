"""What can be heard and seen in a course: files, narrations of lessons, films that ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class MediaFile:
    """A picture, sound or film of a course. Its address is `/media/<digest>/<name>`: it never changes its bytes."""

    digest: str
    name: str
    mimetype: str
    size: int
    """Bytes."""


@dataclass(frozen=True, kw_only=True)
class Narration:
    """A section of a lesson read aloud by a person: the same words as sound, in one or two formats."""

    section: str
    files: tuple[MediaFile, ...]
    is_stale: bool
    """The text has changed since it was read."""


@dataclass(frozen=True, kw_only=True)
class FilmQuestion:
    """A question of a quiz of the same course that a film asks. Moments are in seconds."""

    at: float
    quiz: str
    question: str
    is_required: bool
    """The film does not go on until it is answered."""
    back: float | None
    """Where to look again after a wrong answer."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A chapter of a film with all that is said in it; a film without chapters is one scene without a title."""

    at: float
    """Seconds."""
    title: str
    said: str


@dataclass(frozen=True, kw_only=True)
class FilmText:
    """A film in one language."""

    title: str
    captions: MediaFile
    chapters: MediaFile | None
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film of a course: one file in one or two formats, with words in every language."""

    key: str
    files: tuple[MediaFile, ...]
    poster: MediaFile
    width: int
    height: int
    seconds: float | None
    is_silent: bool
    questions: tuple[FilmQuestion, ...]
    cues: MediaFile | None
    """The questions as a track for the player."""
    texts: Mapping[Tag, FilmText]
