"""Every file as it is read in every language: rendered where it was written, transliterated where it is derived."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.content.markdown.engine import Engine, Heading, Rendered, TangledError, as_rendered
from app.content.markdown.tangles import find_tangle
from app.content.render.scripts import Scripts
from app.content.schema.pieces import Piece, Shape, Words
from app.content.source.report import Report
from app.kernel.locale import Tag

BATCH = 500
"""Pieces that the child renders at one request: each has its seconds anew, and a large bank is many requests."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One file in one language. `words` are the text that it was made from, whose lines faults name."""

    tag: Tag
    words: Words
    plain: Mapping[str, str]
    rendered: Mapping[str, Rendered]
    is_derived: bool

    def texts(self, prefix: str) -> Iterator[str]:
        """Names of the rendered pieces that begin with a prefix and a number, in order."""
        number = 1
        while f"{prefix}.{number}" in self.rendered:
            yield f"{prefix}.{number}"
            number += 1


def render(words: Words, engine: Engine, report: Report) -> Reading:
    """A file in the language that it was written in. TangledError, which has been told, when the child gave up."""
    marked = [piece for piece in words.pieces if piece.shape is not Shape.PLAIN]
    fine = [piece for piece in marked if not _is_tangled(words, piece, report)]
    try:
        found = [
            each
            for begin in range(0, len(fine), BATCH)
            for each in engine.render(
                words.tag, [(piece.text, str(piece.shape)) for piece in fine[begin : begin + BATCH]]
            )
        ]
    except TangledError:
        _tell_tangled(words, report)
        raise
    return written(words, {piece.name: as_rendered(each) for piece, each in zip(fine, found, strict=True)})


def written(words: Words, rendered: Mapping[str, Rendered]) -> Reading:
    """The reading of a file in its own language."""
    plain = {piece.name: piece.text for piece in words.pieces if piece.shape is Shape.PLAIN}
    return Reading(tag=words.tag, words=words, plain=plain, rendered=rendered, is_derived=False)


def derive(reading: Reading, tag: Tag, scripts: Scripts, course: str) -> Reading:
    """The same file in a script that is written by machine."""
    return Reading(
        tag=tag,
        words=reading.words,
        plain={name: scripts.text(text, course) for name, text in reading.plain.items()},
        rendered={name: _derived(each, scripts, course) for name, each in reading.rendered.items()},
        is_derived=True,
    )


def _derived(rendered: Rendered, scripts: Scripts, course: str) -> Rendered:
    headings = (
        Heading(level=heading.level, id=heading.id, title=scripts.text(heading.title, course))
        for heading in rendered.headings
    )
    return replace(rendered, html=scripts.html(rendered.html, course), headings=tuple(headings))


def _is_tangled(words: Words, piece: Piece, report: Report) -> bool:
    line = find_tangle(piece.text)
    if line is not None:
        says = "This text is too long or too tangled to be Markdown: shorten it, or close its brackets."
        report.error(words.file, piece.line + line, "tangled", says)
    return line is not None


def _tell_tangled(words: Words, report: Report) -> None:
    """Nobody knows where the child was; the longest line is the best guess."""
    lines = [
        (len(text), number) for piece in words.pieces for number, text in enumerate(piece.text.split("\n"), piece.line)
    ]
    says = "This file takes too long to render: look for long runs of one sign, or split it."
    report.error(words.file, max(lines, default=(0, 1))[1], "tangled", says)
