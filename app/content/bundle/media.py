"""Sounds and films as other rooms see them."""

from collections.abc import Iterator

from app.content.check.narrations import is_stale
from app.content.schema.works import LessonWork
from app.content.source.recording import Recording
from app.content.types.media import MediaFile, Narration
from app.kernel.locale import LANGUAGES, Tag


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
