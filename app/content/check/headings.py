"""Headings: levels in order, ids that are unique, well-formed, and free of the page's own."""

import re
from collections.abc import Iterator

from app.content.markdown.engine import Heading
from app.content.render.readings import Reading
from app.content.schema.pieces import Piece, Shape
from app.content.schema.works import CourseWork
from app.content.source.report import Report

RESERVED_IDS = frozenset({"main", "yordam", "lugat", "sertifikat", "forms", "csrf-token", "document", "location"})
"""Ids of the page around the text, and names that a script might find in place of what it looks for."""

_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_HEADING = re.compile(r"#{1,6}(?!#)")
_ID = re.compile(r"[a-z][a-z0-9-]*")
_MARKED_ID = re.compile(r"\{:?[^{}\n]*#(?P<id>[^\s{}]+)[^{}\n]*\}")


def check_headings(reading: Reading, report: Report) -> None:
    """The headings of one file."""
    for piece in reading.words.pieces:
        if piece.shape is Shape.DOCUMENT and piece.name in reading.rendered:
            file = reading.words.file
            rendered = reading.rendered[piece.name]
            _levels(piece, rendered.headings, file, report)
            for id_, line in _ids(piece):
                _id(file, line, id_, report)
            _duplicates(file, _ids(piece), report)


def check_course_ids(course: CourseWork, report: Report) -> None:
    """A landing page and its glossary stand on one page: their ids must differ."""
    for tag, glossary in course.glossaries.items():
        words = course.texts.get(tag)
        body = next((piece for piece in words.pieces if piece.name == "body"), None) if words else None
        taken = {id_ for id_, _line in _ids(body)} if body else set()
        file = glossary.words.file
        for term in glossary.terms:
            _id(file, term.line, term.key, report)
            if term.key in taken:
                says = f"The id `{term.key}` is taken by a heading of the course page: choose another."
                report.error(file, term.line, "duplicate-id", says)
        _duplicates(file, ((term.key, term.line) for term in glossary.terms), report)


def _levels(piece: Piece, headings: tuple[Heading, ...], file: str, report: Report) -> None:
    before = 1
    lines = _heading_lines(piece)
    for heading, line in zip(headings, lines, strict=False):
        if heading.level == 1:
            report.error(file, line, "heading-level", "The page has its title already: begin headings with ##.")
        elif heading.level > before + 1:
            says = f"This heading skips a level: use {'#' * (before + 1)} here."
            report.error(file, line, "heading-level", says)
        if heading.level == 2 and not heading.id:  # noqa: PLR2004 - sections are second-level headings
            says = "The heading has no id: put one after it, such as {#find}, the same in every language."
            report.warn(file, line, "heading-id", says)
        before = heading.level


def _heading_lines(piece: Piece) -> Iterator[int]:
    is_code = False
    for number, text in enumerate(piece.text.split("\n"), piece.line):
        if _FENCE.match(text):
            is_code = not is_code
        elif not is_code and _HEADING.match(text):
            yield number


def _ids(piece: Piece) -> Iterator[tuple[str, int]]:
    is_code = False
    for number, text in enumerate(piece.text.split("\n"), piece.line):
        if _FENCE.match(text):
            is_code = not is_code
        elif not is_code and (found := _MARKED_ID.search(text)):
            yield found["id"], number


def _id(file: str, line: int, id_: str, report: Report) -> None:
    if not _ID.fullmatch(id_):
        says = f"`{id_}` is no id: use small Latin letters, digits and hyphens, a letter first."
        report.error(file, line, "bad-id", says)
    elif id_ in RESERVED_IDS:
        report.error(file, line, "reserved-id", f"The id `{id_}` belongs to the page around the text: choose another.")


def _duplicates(file: str, ids: Iterator[tuple[str, int]], report: Report) -> None:
    first: dict[str, int] = {}
    for id_, line in ids:
        if id_ in first:
            says = f"The id `{id_}` is used in line {first[id_]} already: choose another."
            report.error(file, line, "duplicate-id", says)
        first.setdefault(id_, line)
