"""Sounds and films as other rooms see them, and where in a lesson each has its place."""

import re
from collections.abc import Iterable, Iterator

from app.content.check.narrations import is_stale
from app.content.schema.works import LessonWork
from app.content.source.recording import Recording
from app.content.types import MediaFile, Narration
from app.kernel.locale import LANGUAGES, Tag

_SECTION = re.compile(r'<h2 id="(?P<id>[a-z][a-z0-9-]*)">.*?</h2>', re.DOTALL)


def media_file(recording: Recording) -> MediaFile:
    """A recording as a release names it."""
    return MediaFile(digest=recording.digest, name=recording.name, mimetype=recording.mimetype, size=recording.size)


def narrations_in(lesson: LessonWork, tag: Tag) -> Iterator[Narration]:
    """The sections of a lesson that can be heard by a reader of this language: both scripts of Uzbek sound the same."""
    spoken = LANGUAGES[tag].derived_from or tag
    for narration in lesson.narrations:
        if narration.tag == spoken:
            yield Narration(
                section=narration.section,
                files=tuple(map(media_file, narration.recordings)),
                is_stale=is_stale(lesson, narration),
            )


def with_places(html: str, narrations: Iterable[Narration]) -> str:
    """A lesson's body with a mark below each heading whose section can be heard. A mark shows nothing by itself."""
    heard = {narration.section for narration in narrations}

    def mark(match: re.Match[str]) -> str:
        return match[0] + (place("narration", match["id"]) if match["id"] in heard else "")

    return _SECTION.sub(mark, html)


def place(kind: str, key: str) -> str:
    """The mark of something that stands in a text and is put there when the page is made."""
    return f"<!--{kind} {key}-->"
