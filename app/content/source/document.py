"""One written text: its front matter, its body, and where both stand in the file."""

from dataclasses import dataclass

from app.content.source.decoding import TEXT_LIMIT, decode
from app.content.source.fields import Fields, no_fields, parse_fields
from app.content.source.report import RefusedError, Report
from app.kernel.locale import Tag

FRONT_LIMIT = 4096
_FENCE = "---"


@dataclass(frozen=True, kw_only=True)
class TextFile:
    """A Markdown file as it lies on disk. `file` is its path from the root, with slashes; `limit` is its most bytes."""

    file: str
    tag: Tag
    data: bytes
    limit: int = TEXT_LIMIT


@dataclass(frozen=True, kw_only=True)
class Document:
    """A Markdown file in one language. `file` is its path from the root, with slashes.

    `front` is None when it could not be read: the body is checked all the same, so that all faults are told at once.
    """

    file: str
    tag: Tag
    front: Fields | None
    body: str
    body_line: int
    is_text: bool = True
    """False when the file could not be read at all."""


def read_file(text: TextFile, report: Report) -> Document:
    """A file as a document; what cannot be read in it is reported."""
    try:
        return read_document(decode(text.data, text.file, limit=text.limit), text.file, text.tag, report)
    except RefusedError as error:
        report.add(error.fault)
        return _unreadable(text.file, text.tag)


def read_document(text: str, file: str, tag: Tag, report: Report) -> Document:
    """The parts of a decoded file; a front matter that cannot be read is reported."""
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if lines[0].rstrip() != _FENCE or end is None:
        front, end = _no_front(lines[0].rstrip(), file, report), -1
    else:
        front = _read_front("\n".join(lines[1:end]), file, report)
    return Document(file=file, tag=tag, front=front, body="\n".join(lines[end + 1 :]), body_line=end + 2)


def _unreadable(file: str, tag: Tag) -> Document:
    """Stands for a file whose text could not be read, so that it is not also called missing."""
    return Document(file=file, tag=tag, front=None, body="", body_line=1, is_text=False)


def _read_front(text: str, file: str, report: Report) -> Fields | None:
    try:
        return parse_fields(text, file, first_line=2, limit=FRONT_LIMIT)
    except RefusedError as error:
        report.add(error.fault)
        return None


def _no_front(first: str, file: str, report: Report) -> Fields | None:
    if first == "+++":
        report.error(file, 1, "front-matter", "Front matter is YAML between two lines of ---, not TOML.")
        return None
    if first == _FENCE:
        report.error(file, 1, "front-matter", "The front matter has no end: put a line of --- after it.")
        return None
    return no_fields(file)
