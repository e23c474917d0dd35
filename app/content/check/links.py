"""Links and anchors that lead to nothing, pictures that are not there, alt texts that are missing, media too heavy."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.content.render.addresses import Addresses, DeadEndError
from app.content.render.readings import Reading
from app.content.schema.pieces import Piece
from app.content.schema.works import Works
from app.content.source.picture import Picture
from app.content.source.report import Report

SVG_BUDGET = 12 * 1024
RASTER_BUDGET = 60 * 1024
_FILMS = (".webm", ".mp4", ".ogv")


@dataclass(frozen=True, kw_only=True)
class _Spot:
    """Something written once or several times in a piece, and the line where it stands this time."""

    piece: Piece
    written: str
    nth: int

    @property
    def line(self) -> int:
        place = -1
        for _time in range(self.nth + 1):
            place = self.piece.text.find(self.written or "]()", place + 1)
        return self.piece.line + self.piece.text.count("\n", 0, max(place, 0))


def check_links(reading: Reading, addresses: Addresses, report: Report) -> None:
    """Every link of a file leads somewhere."""
    for piece, links in _each(reading, "links"):
        for number, href in enumerate(links):
            try:
                addresses.link(href, file=reading.words.file, tag=reading.tag)
            except DeadEndError as error:
                spot = _Spot(piece=piece, written=href, nth=links[:number].count(href))
                report.error(reading.words.file, spot.line, error.code, str(error))


def check_images(reading: Reading, addresses: Addresses, report: Report) -> None:
    """Every picture is there and is told to those who cannot see it."""
    file = reading.words.file
    for piece, images in _each(reading, "images"):
        sources = [image.src for image in images]
        for number, image in enumerate(images):
            spot = _Spot(piece=piece, written=image.src, nth=sources[:number].count(image.src))
            if image.src.lower().endswith(_FILMS):
                report.error(
                    file,
                    spot.line,
                    "not-yet",
                    "A film is no picture: put it into `video/` of the course, and write ```video key here.",
                )
                continue
            if not image.alt and not image.is_decorative:
                says = "The picture has no alt text: say between [ and ] what it shows, or mark it {.decorative}."
                report.error(file, spot.line, "missing-alt", says)
            try:
                addresses.picture(image.src, file=file, tag=reading.tag)
            except DeadEndError as error:
                report.error(file, spot.line, error.code, str(error))


def check_media(works: Works, report: Report) -> None:
    """Pictures are light enough for a slow connection."""
    for picture in works.pictures.values():
        budget = _budget(picture)
        if len(picture.data) > budget:
            size = f"{len(picture.data) / 1024:.0f} kB"
            says = f"The picture weighs {size}; {budget // 1024} kB is the most: make it simpler or smaller."
            report.warn(picture.file, 1, "media-heavy", says)


def _budget(picture: Picture) -> int:
    return SVG_BUDGET if picture.mimetype == "image/svg+xml" else RASTER_BUDGET


def _each(reading: Reading, what: str) -> Iterator[tuple[Piece, tuple]]:  # type: ignore[type-arg]  # links or images
    pieces = {piece.name: piece for piece in reading.words.pieces}
    for name, rendered in reading.rendered.items():
        yield pieces[name], getattr(rendered, what)
