"""A screen of a scenario: what its heading says, and which lines are body, hints, fields, spots, buttons."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.content.schema.pieces import Piece, Shape
from app.content.schema.practice.fields import FENCE, FieldSource, read_fields
from app.content.schema.practice.placeholders import shows_otp
from app.content.schema.quiz.blocks import Block, Line, joined, paragraphs
from app.content.schema.reading import KEY
from app.content.source.report import Report
from app.content.types.scenarios import Action, Result, Screen, Spot, Surface

MOST_POINTS = 100
TAKEN = frozenset({"title", "intro", "persona"})
"""Names of other texts of a scenario."""
_TOKEN = re.compile(r'[^\s"]+="[^"]*"|\S+')
_ACTION = re.compile(r"^ ?[-*+]\s+\[(?P<label>[^\]]+)\]\(#(?P<target>[^)\s]*)\)\s*(?:\{:?(?P<marks>[^{}]*)\})?\s*$")
_ALMOST = re.compile(r"^ ?[-*+]\s+\[[^\]]+\]\(#")
_SPOT = re.compile(r"^ ?[-*+]\s+\[(?P<mark>[xX ])\]\s+(?P<text>\S.*)$")
_INSIDE = 2
"""Spaces that set a line in below a button or a spot."""


@dataclass(frozen=True, kw_only=True)
class ScreenSource:
    """A screen as written. `lines` are those of `field.<name>`, `spot.<key>` and `action.<key>`."""

    screen: Screen
    line: int
    lines: Mapping[str, int]


@dataclass(kw_only=True)
class _Item:
    """A button or a spot, while its lines are read."""

    found: re.Match[str]
    line: int
    more: list[str] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


@dataclass(kw_only=True)
class _Parts:
    """The lines of a screen, sorted by what they are."""

    body: list[Line] = field(default_factory=list)
    fields: list[Line] = field(default_factory=list)
    spots: list[_Item] = field(default_factory=list)
    actions: list[_Item] = field(default_factory=list)


def read_screen(block: Block, file: str, report: Report) -> tuple[ScreenSource, list[Piece]]:
    """A screen with its texts; whatever cannot be read is told with its line."""
    head = _Head(block, file, report)
    parts = _sort(block.lines, file, report)
    fields = list(read_fields(parts.fields, head.id, file, report)) if parts.fields else []
    actions = [_action(str(number), item, file, report) for number, item in enumerate(parts.actions, 1)]
    spots = [
        Spot(key=str(number), is_suspicious=item.found["mark"] != " ") for number, item in enumerate(parts.spots, 1)
    ]
    screen = Screen(
        id=head.id,
        surface=head.surface,
        url=head.url,
        points=head.points,
        is_unsafe=head.is_unsafe,
        result=head.result,
        shows_otp=any(shows_otp(line.text) for line in parts.body),
        fields=tuple(source.field for source, _pieces in fields),
        spots=tuple(spots),
        actions=tuple(actions),
    )
    lines = _lines([source for source, _pieces in fields], parts)
    pieces = [*_pieces(block, head.id, parts), *(piece for _source, own in fields for piece in own)]
    return ScreenSource(screen=screen, line=block.number, lines=lines), pieces


class _Head:
    """What stands in braces after a screen's title."""

    def __init__(self, block: Block, file: str, report: Report) -> None:
        self.id, self.url, self.points = "", "", 0
        self.is_unsafe, self._surfaces = False, list[Surface]()
        self.result: Result | None = None
        self._file, self._line, self._report = file, block.number, report
        for mark in _TOKEN.findall(block.marks):
            if not self._takes(mark):
                self._tell(
                    "screen-marks", f'`{mark}` is not known: write {{#id .browser url="https://….example/" points=2}}.'
                )
        if not self.id or self.id in TAKEN:
            self._tell(
                "screen-id", "The screen has no id of its own: put one after the title, such as {#login .browser}."
            )
        if len(self._surfaces) != 1:
            says = f"Say once what the screen looks like: {', '.join(f'.{one}' for one in Surface)}."
            self._tell("surface", says)
        if not block.prompt:
            self._tell("no-title", "The screen has no title: write it after ##.")
        self.id = self.id or f"line-{block.number}"
        self.surface = self._surfaces[0] if self._surfaces else Surface.PHONE

    def _takes(self, mark: str) -> bool:
        name, _, value = mark.partition("=")
        if mark.startswith("#") and KEY.fullmatch(mark[1:]):
            self.id = mark[1:]
        elif mark == ".unsafe":
            self.is_unsafe = True
        elif mark.startswith("."):
            return self._takes_surface(mark[1:])
        elif name == "url":
            self.url = value.strip('"')
        elif name == "result" and value.strip('"') in set(Result):
            self.result = Result(value.strip('"'))
        elif name == "points" and (points := _points(value)) is not None and points >= 0:
            self.points = points
        else:
            return False
        return True

    def _takes_surface(self, word: str) -> bool:
        if word in set(Surface):
            self._surfaces.append(Surface(word))
        return word in set(Surface)

    def _tell(self, code: str, says: str) -> None:
        self._report.error(self._file, self._line, code, says)


def _sort(lines: Sequence[Line], file: str, report: Report) -> _Parts:
    parts = _Parts()
    item: _Item | None = None
    in_fields = False
    for line in lines:
        in_fields = line.is_code and (in_fields or bool(FENCE.match(line.text)))
        if in_fields:
            parts.fields.append(line)
        elif not line.is_code and (new := _item(line, parts, file, report)):
            item = new
        elif item and line.indent >= _INSIDE and not line.is_code:
            _go_on(item, line)
        elif item is None or not line.is_blank:
            item = None
            parts.body.append(line)
    return parts


def _item(line: Line, parts: _Parts, file: str, report: Report) -> _Item | None:
    """The button or the spot that begins on a line, put where it belongs."""
    if found := _ACTION.match(line.text):
        parts.actions.append(_Item(found=found, line=line.number))
        return parts.actions[-1]
    if found := _SPOT.match(line.text):
        parts.spots.append(_Item(found=found, line=line.number))
        return parts.spots[-1]
    if _ALMOST.match(line.text):
        says = "Nothing but {…} may follow a button: put what comes of it below, after `  > `."
        report.error(file, line.number, "button-shape", says)
    return None


def _go_on(item: _Item, line: Line) -> None:
    if line.text.lstrip().startswith(">"):
        item.notes.append(line)
    else:
        item.more.append(line.text.strip())


def _action(key: str, item: _Item, file: str, report: Report) -> Action:
    marks = dict.fromkeys((item.found["marks"] or "").split())
    points = 0
    for mark in marks:
        name, _, value = mark.partition("=")
        found = _points(value) if name == "points" else None
        points = points if found is None else found
        if found is None and mark not in {"submit", "new-otp", ".unsafe"}:
            says = f"`{mark}` is not known: write {{submit}}, {{new-otp}}, {{points=-2 .unsafe}} or nothing."
            report.error(file, item.line, "button-marks", says)
    return Action(
        key=key,
        target=item.found["target"],
        points=points,
        is_unsafe=".unsafe" in marks,
        is_submit="submit" in marks,
        is_new_otp="new-otp" in marks,
    )


def _points(value: str) -> int | None:
    try:
        points = int(value.strip('"'))
    except ValueError:
        return None
    return points if -MOST_POINTS <= points <= MOST_POINTS else None


def _lines(fields: list[FieldSource], parts: _Parts) -> dict[str, int]:
    found = {f"field.{source.field.name}": source.line for source in reversed(fields)}
    found |= {f"spot.{number}": item.line for number, item in enumerate(parts.spots, 1)}
    return found | {f"action.{number}": item.line for number, item in enumerate(parts.actions, 1)}


def _pieces(block: Block, id_: str, parts: _Parts) -> Iterator[Piece]:
    yield Piece(name=f"{id_}.title", text=block.prompt, line=block.number, shape=Shape.PLAIN)
    quotes = [each for each in paragraphs(parts.body) if each[0].text.startswith(">")]
    quoted = {line.number for quote in quotes for line in quote}
    text, line = joined([each for each in parts.body if each.number not in quoted])
    if text:
        yield Piece(name=f"{id_}.body", text=text, line=line, shape=Shape.BLOCK)
    for number, quote in enumerate(quotes, 1):
        yield _inline(f"{id_}.hint.{number}", quote)
    for number, item in enumerate(parts.spots, 1):
        said = " ".join([item.found["text"].strip(), *item.more])
        yield Piece(name=f"{id_}.spot.{number}", text=said, line=item.line, shape=Shape.INLINE)
        if item.notes:
            yield _inline(f"{id_}.feedback.{number}", item.notes)
    for number, item in enumerate(parts.actions, 1):
        label = item.found["label"].strip()
        yield Piece(name=f"{id_}.action.{number}", text=label, line=item.line, shape=Shape.PLAIN)
        if item.notes:
            yield _inline(f"{id_}.consequence.{number}", item.notes)


def _inline(name: str, lines: Sequence[Line]) -> Piece:
    text = " ".join(line.text.lstrip("> ").strip() for line in lines)
    return Piece(name=name, text=text, line=lines[0].number, shape=Shape.INLINE)
