"""A lesson's text as a page shows it: pieces of HTML, and between them what can be heard."""

import re
from collections.abc import Iterator
from typing import Any

from app.content.types import LessonText, MediaFile
from app.web.pages import megabytes

_PLACE = re.compile(r"<!--(?P<kind>[a-z]+) (?P<key>[a-z0-9-]+)-->")


def parts_of(text: LessonText) -> Iterator[dict[str, Any]]:
    """The parts in order, each with its `kind`: `text` has `html`, `narration` what its template says."""
    end = 0
    for mark in _PLACE.finditer(text.body_html):
        yield {"kind": "text", "html": text.body_html[end : mark.start()]}
        yield {"kind": mark["kind"], **_narration(text, mark["key"])}
        end = mark.end()
    yield {"kind": "text", "html": text.body_html[end:]}


def _narration(text: LessonText, section: str) -> dict[str, Any]:
    narration = next(each for each in text.narrations if each.section == section)
    return {
        "title": next((each.title for each in text.sections if each.id == section), text.title),
        "size": size_of(narration.files),
        "files": narration.files,
        "is_stale": narration.is_stale,
    }


def size_of(files: tuple[MediaFile, ...]) -> str:
    """What hearing or seeing it costs at most, in whichever format."""
    return megabytes(max(file.size for file in files))
