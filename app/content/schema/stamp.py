"""Writes into a translation which source text it was made from, and beside a recording which text was read aloud."""

import re
from collections.abc import Iterator, Mapping

from app.content.schema.narration import STAMP
from app.content.schema.pieces import Words
from app.content.schema.sections import section_digests
from app.content.schema.works import Works
from app.kernel.locale import Tag

_FRONT = re.compile(
    rb"\A(?P<bom>\xef\xbb\xbf)?---[ \t]*(?P<end>\r?\n)(?P<yaml>(?:.*?\r?\n)??)---[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_LINE = re.compile(rb"^translation_of:[^\r\n]*", re.MULTILINE)


def translations(works: Works) -> Iterator[tuple[str, str]]:
    """Every translated file with the digest of its source's text."""
    for course in works.courses:
        yield from _pairs(course.texts, course.source)
        for lesson in course.lessons:
            yield from _pairs({tag: text.words for tag, text in lesson.texts.items()}, course.source)
            yield from _pairs(lesson.notes, course.source)
        for scenario in course.scenarios:
            yield from _pairs({tag: text.words for tag, text in scenario.texts.items()}, course.source)
    for path in works.paths:
        yield from _pairs(path.texts, path.source)
    for quiz in works.quizzes:
        yield from _pairs({tag: text.words for tag, text in quiz.texts.items()}, quiz.source)


def narrations(works: Works) -> Iterator[tuple[str, bytes, str]]:
    """Every recording of a section that is there: its file, the note to put beside it, and what that note is called."""
    for course in works.courses:
        for lesson in course.lessons:
            for narration in lesson.narrations:
                text = lesson.texts.get(narration.tag)
                digest = section_digests(text.words).get(narration.section) if text else None
                for recording in narration.recordings if digest else ():
                    yield recording.file, f"{STAMP}: {digest}\n".encode(), narration.note_file


def stamped(data: bytes, digest: str) -> bytes:
    """The bytes of a file with `translation_of` in its front matter. A file without front matter gets one."""
    line = b"translation_of: " + digest.encode()
    front = _FRONT.match(data)
    if front is None:
        return b"---\n" + line + b"\n---\n" + data
    yaml = front["yaml"]
    changed = _LINE.sub(line, yaml, count=1) if _LINE.search(yaml) else yaml + line + front["end"]
    return data[: front.start("yaml")] + changed + data[front.end("yaml") :]


def _pairs(texts: Mapping[Tag, Words], source: Tag) -> Iterator[tuple[str, str]]:
    for tag, words in texts.items():
        if tag != source and source in texts:
            yield words.file, texts[source].digest
