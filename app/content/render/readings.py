"""Every file as it is read in every language: rendered where it was written, transliterated where it is derived."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.content.markdown.engine import Engine, Heading, Rendered, TangledError, as_rendered, version
from app.content.markdown.tangles import find_tangle
from app.content.render.keeping import Keeper
from app.content.render.scripts import Scripts
from app.content.schema.pieces import Piece, Shape, Words
from app.content.source.report import Report
from app.kernel.locale import Tag


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


class Renderer:
    """Renders files and keeps the results; an unchanged file never reaches the child again."""

    def __init__(self, engine: Engine, keeper: Keeper, scripts: Scripts, report: Report) -> None:
        self._engine = engine
        self._keeper = keeper
        self._scripts = scripts
        self._report = report

    def read(self, words: Words) -> Reading:
        """A file in the language that it was written in."""
        marked = [piece for piece in words.pieces if piece.shape is not Shape.PLAIN]
        fine = [piece for piece in marked if not self._is_tangled(words, piece)]
        asked = [(piece.text, str(piece.shape)) for piece in fine]
        material = [version(), words.tag, asked]
        try:
            plain = self._keeper.get("render", material, lambda: self._engine.render(words.tag, asked))
        except TangledError:
            self._tell_tangled(words)
            plain, fine = [], []
        return Reading(
            tag=words.tag,
            words=words,
            plain={piece.name: piece.text for piece in words.pieces if piece.shape is Shape.PLAIN},
            rendered={piece.name: as_rendered(each) for piece, each in zip(fine, plain, strict=True)},
            is_derived=False,
        )

    def derive(self, reading: Reading, tag: Tag, course: str) -> Reading:
        """The same file in a script that is written by machine."""
        names = list(reading.rendered)
        htmls = [reading.rendered[name].html for name in names]
        titles = [[heading.title for heading in reading.rendered[name].headings] for name in names]
        material = [self._scripts.digest(course), tag, list(reading.plain.values()), htmls, titles]
        made = self._keeper.get("derive", material, lambda: self._derived(reading, titles, course))
        return Reading(
            tag=tag,
            words=reading.words,
            plain=dict(zip(reading.plain, made["plain"], strict=True)),
            rendered={
                name: _with_words(reading.rendered[name], html, heads)
                for name, html, heads in zip(names, made["html"], made["titles"], strict=True)
            },
            is_derived=True,
        )

    def _derived(self, reading: Reading, titles: list[list[str]], course: str) -> dict[str, Any]:
        return {
            "plain": [self._scripts.text(text, course) for text in reading.plain.values()],
            "html": [self._scripts.html(each.html, course) for each in reading.rendered.values()],
            "titles": [[self._scripts.text(title, course) for title in each] for each in titles],
        }

    def _is_tangled(self, words: Words, piece: Piece) -> bool:
        line = find_tangle(piece.text)
        if line is not None:
            says = "This text is too long or too tangled to be Markdown: shorten it, or close its brackets."
            self._report.error(words.file, piece.line + line, "tangled", says)
        return line is not None

    def _tell_tangled(self, words: Words) -> None:
        """Nobody knows where the child was; the longest line is the best guess."""
        lines = [
            (len(text), number)
            for piece in words.pieces
            for number, text in enumerate(piece.text.split("\n"), piece.line)
        ]
        says = "This file takes too long to render: look for long runs of one sign, or split it."
        self._report.error(words.file, max(lines, default=(0, 1))[1], "tangled", says)


def _with_words(rendered: Rendered, html: str, titles: list[str]) -> Rendered:
    headings = [
        Heading(level=heading.level, id=heading.id, title=title)
        for heading, title in zip(rendered.headings, titles, strict=True)
    ]
    return replace(rendered, html=html, headings=tuple(headings))
