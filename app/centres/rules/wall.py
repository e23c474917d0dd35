"""A compiled lesson cut into steps for a wall: as much at once as is read from the last row, and not a word less.

What the lesson's HTML holds at its top level is a block. A heading names the steps after it; short blocks of a section
stand together, a picture with the words before it; each item of a numbered list is a step of its own. What leads to
another place of the lesson's page leads nowhere here: such links become words, and notes at the foot stay behind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

MOST = 260
"""Characters of text on one step, where its blocks can be parted."""
_VOID = frozenset({"img", "br", "hr", "source", "track", "wbr", "col", "input"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_MARK = re.compile(r"<!--(?P<kind>[a-z]+) (?P<key>[a-z0-9-]+)-->")
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r'<sup id="fnref[^>]*>.*?</sup>', re.DOTALL)
_INNER_LINK = re.compile(r'<a\b[^>]*\bhref="#[^>]*>(?P<words>.*?)</a>', re.DOTALL)
_FOOT = re.compile(r'<div class="footnotes?"')


@dataclass(frozen=True, kw_only=True)
class WallStep:
    """What stands on the wall at once."""

    title: str
    """Of the section; empty before the first heading."""
    html: str
    """Safe as the lesson's own; empty where `kind` says what stands there instead."""
    number: int = 0
    """Of the item in a numbered list, from 1; 0 for anything else."""
    kind: str = ""
    """`quiz`, `practice` or `video` where the lesson has placed one."""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """One thing at the top level of HTML."""

    tag: str
    html: str

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(_TAG.sub(" ", self.html).split())


class _Cutter(HTMLParser):
    """Notes where each element at a depth begins and ends."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[tuple[str, int, int]] = []
        self._lines = [0]
        for line in html.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._depth, self._open = 0, ("", 0)
        self._html = html
        self.feed(html)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        if not self._depth:
            self._open = (tag, self._at())
        if tag not in _VOID:
            self._depth += 1
        elif not self._depth:
            self.spans.append((*self._open, self._at() + len(self.get_starttag_text() or "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._depth:
            return
        self._depth -= 1
        if not self._depth:
            self.spans.append((*self._open, self._html.index(">", self._at()) + 1))

    def handle_comment(self, data: str) -> None:
        if not self._depth:
            self.spans.append(("!", self._at(), self._at() + len(f"<!--{data}-->")))


def blocks_of(html: str) -> list[Block]:
    """The elements and marks at the top level of HTML, in order."""
    return [Block(tag=tag, html=html[start:end]) for tag, start, end in _Cutter(html).spans]


def steps_of(body_html: str) -> list[WallStep]:
    """The steps of a lesson's body."""
    return list(_joined(list(_pieces(_INNER_LINK.sub(r"\g<words>", _NOTE.sub("", body_html))))))


def _pieces(body_html: str) -> Iterator[WallStep]:
    title = ""
    for block in blocks_of(body_html):
        mark = _MARK.fullmatch(block.html)
        if block.tag in _HEADINGS:
            title = block.text
        elif mark and mark["kind"] in {"quiz", "practice", "video"}:
            yield WallStep(title=title, html="", kind=mark["kind"], key=mark["key"])
        elif block.tag == "ol":
            for number, item in enumerate(blocks_of(_inside(block.html)), 1):
                yield WallStep(title=title, html=_inside(item.html), number=number)
        elif block.tag != "!" and not _FOOT.match(block.html):
            yield WallStep(title=title, html=block.html)


def _inside(html: str) -> str:
    """An element without its own tags."""
    return html[html.index(">") + 1 : html.rindex("<")]


def _joined(pieces: list[WallStep]) -> Iterator[WallStep]:
    """Plain pieces of one section together, as long as they are read at a glance."""
    held: WallStep | None = None
    for piece in pieces:
        if held is not None and _fit(held, piece):
            held = WallStep(title=held.title, html=f"{held.html}\n{piece.html}")
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _fit(one: WallStep, other: WallStep) -> bool:
    if one.title != other.title or one.number or other.number or one.kind or other.kind:
        return False
    if "<table" in one.html or "<table" in other.html or "<img" in one.html:
        return False
    return len(Block(tag="", html=one.html + other.html).text) + 200 * ("<img" in other.html) <= MOST
