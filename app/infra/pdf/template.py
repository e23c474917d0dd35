"""A page laid out once by WeasyPrint with samples in its places, to be filled many times.

A sheet is one page whose HTML has places: a text, a link's address or a drawing's path that differs from copy to copy,
written as `place(key)`. Two sheets with the same HTML share a template, whatever stands in their places.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydyf import Dictionary, Object
from weasyprint import HTML
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import Box, ReplacedBox
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from app.infra.pdf.shaping import Setter, Slot, find_slots

VARIANT = "pdf/a-3a"
_PLACE = re.compile("\ue000([^\ue001]*)\ue001")
POINTS = 0.75
"""To a CSS pixel."""
_SAMPLE_PATH = "M0 0h1v1z"


class FaultyPageError(Exception):
    """The page could be printed only with something missing; the text says what."""


@dataclass(frozen=True)
class Leaf:
    """A marked piece of the page: its number there, and its language where it is not the page's."""

    mcid: int
    language: str | None
    figure: tuple[float, float, float, float] | None
    """A drawing's box in points from the page's lower left corner (ISO 32000-1, 14.8.5.4.3)."""


@dataclass(frozen=True)
class Layout:
    """A written page: the file, its content cut at its places, and what is needed to fill them."""

    pdf: bytes
    pieces: tuple[bytes, ...]
    """The content; between one and the next stands the place named in `order`."""
    order: tuple[str, ...]
    slots: Mapping[str, Slot]
    setter: Setter
    leaves: tuple[Leaf, ...]


def link_sample(key: str) -> str:
    """The address that stands in a link's place."""
    return f"https://{key}.invalid/"


def samples_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """What a template has in its places."""
    return {
        **{key: f"@{key}@" for key in fields["texts"]},
        **{key: link_sample(key) for key in fields["links"]},
        **dict.fromkeys(fields["drawings"], _SAMPLE_PATH),
    }


def contents_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """What this sheet has in its places; links keep their samples, since they are put in at the end."""
    return {**samples_of(fields), **fields["texts"], **fields["drawings"]}


def lay_out(fields: Mapping[str, Any], fetcher: Callable[[Path], URLFetcher], *, is_template: bool) -> Layout:
    """The sheet laid out and written, as a template or, once and plainly, with its own words.

    FaultyPageError when it is not one page, or a place of a template is not to be found on it.
    """
    values = samples_of(fields) if is_template else contents_of(fields)
    document = _render(fields, values, fetcher)
    if len(document.pages) != 1:
        raise FaultyPageError(f"a sheet is one page, not {len(document.pages)}")
    paper, setter = document.pages[0], Setter(document.fonts)
    slots = find_slots(paper._page_box, {key: values[key] for key in fields["texts"]}) if is_template else {}  # noqa: SLF001 - a page shows its boxes nowhere else
    setter.give_letters(slots.values())
    painted = _watch(paper)
    pdf = bytes(document.write_pdf(pdf_variant=VARIANT, pdf_identifier=b"savodxon"))
    setter.close()
    pieces, order = _cut(painted, slots, fields) if is_template else ((b"\n".join(painted.lines),), ())
    return Layout(
        pdf=pdf,
        pieces=pieces,
        order=order,
        slots=slots,
        setter=setter,
        leaves=tuple(_leaf(box, mcid, document.metadata.lang, paper.height) for box, mcid in painted.marks.items()),
    )


def _render(fields: Mapping[str, Any], values: Mapping[str, str], fetcher: Callable[[Path], URLFetcher]) -> Document:
    folder = Path(fields["folder"])
    page = _PLACE.sub(lambda match: html.escape(values[match[1]]), fields["html"])
    return HTML(string=page, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher(folder)).render(
        font_config=FontConfiguration()
    )


@dataclass
class Painted:
    """What was drawn of a page: the operators one by one, and the number of each box that was marked."""

    lines: list[bytes] = field(default_factory=list)
    marks: dict[Box, int] = field(default_factory=dict)


def _watch(paper: Page) -> Painted:
    """What the page will have drawn once it is written: WeasyPrint forgets it on the way into the file."""
    painted, paint = Painted(), paper.paint

    def paint_and_tell(stream: Stream, scale: float) -> None:
        paint(stream, scale)
        painted.marks.update({box: mark["mcid"] for box, mark in stream._tags.items()})  # noqa: SLF001 - as above
        painted.lines.extend(_bytes_of(item) for item in stream.stream)

    paper.paint = paint_and_tell
    return painted


def _bytes_of(item: object) -> bytes:
    return item if isinstance(item, bytes) else item.data if isinstance(item, Object) else str(item).encode()


def _cut(
    painted: Painted, slots: Mapping[str, Slot], fields: Mapping[str, Any]
) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """The content without what stands in its places, and the order of these."""
    spans = {key: _span(painted, slot.box, b"BT", b"ET") for key, slot in slots.items()}
    figures = [box for box in painted.marks if isinstance(box, ReplacedBox)]
    spans |= {key: _span(painted, box, b"0 0 m", b"f") for key, box in zip(fields["drawings"], figures, strict=True)}
    if lost := set(fields["texts"]) - set(spans):
        raise FaultyPageError(f"not on the page: {', '.join(sorted(lost))}")
    pieces, order, at = [], [], 0
    for key, (start, end) in sorted(spans.items(), key=lambda item: item[1]):
        pieces.append(b"\n".join([b"", *painted.lines[at:start], b""]))
        order.append(key)
        at = end
    return (*pieces, b"\n".join([b"", *painted.lines[at:]])), tuple(order)


def _span(painted: Painted, box: Box, first: bytes, last: bytes) -> tuple[int, int]:
    """From after the operator `first` to before `last` in what was drawn of a box."""
    mark = painted.lines.index(Dictionary({"MCID": painted.marks[box]}).data)
    start = painted.lines.index(first, mark) + 1
    return start, painted.lines.index(last, start)


def _leaf(box: Box, mcid: int, language: str, height: float) -> Leaf:
    own = box.style["lang"]
    corners = None
    if isinstance(box, ReplacedBox):
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, height - top - box.height, left + box.width, height - top)
        corners = tuple(round(edge * POINTS, 3) for edge in corners)
    return Leaf(mcid=mcid, language=own if own != language else None, figure=corners)
