"""Cards to be printed and cut out: name, picture, QR code, code, PIN, how to come in. Eight on an A4 page.

They are made of what is handed over and kept nowhere: a PIN is on paper, and with its holder.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from flask import current_app
from markupsafe import Markup

from app.infra.pdf.faces import Face, read_face
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.infra.qr import qr_code
from app.kernel import clock
from app.kernel.locale import Tag
from app.web.assets import assets
from app.web.i18n import in_language
from app.web.pins import FACES
from app.web.previews import BOLD, FONTS, drawable

ON_PAGE = 8
POINTS = 72 / 25.4
"""To a millimetre."""
NAME_POINTS = 58 * POINTS
NAME_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
NAME_LINES = 3
CENTRE_POINTS = 80 * POINTS
CENTRE_SIZES = (9.0, 8.0, 7.0, 6.0, 5.0)


@dataclass(frozen=True, kw_only=True)
class PrintedCard:
    """All that a card says."""

    name: str
    face: str
    """One of `FACES`."""
    code: str
    address: str
    """What its QR code says."""
    pin: str | None = field(default=None, repr=False)
    """None when it is not known: the holder has it from before."""


def cards_html(cards: Sequence[PrintedCard], *, centre: str, language: Tag) -> str:
    """The cards as a document to print, for this centre, in the language of the group."""
    with in_language(language) as spoken:
        return current_app.jinja_env.get_template("centres/cards_print.html").render(
            html_lang=spoken.html_lang,
            pages=[cards[start : start + ON_PAGE] for start in range(0, len(cards), ON_PAGE)],
            centre=fit(centre, CENTRE_SIZES, room=CENTRE_POINTS, most=1),
            organiser=current_app.config["ORGANISER"],
            sizes=NAME_SIZES,
            fit_name=lambda name: fit(name, NAME_SIZES, room=NAME_POINTS, most=NAME_LINES),
            picture=picture_of,
            words=FACES,
            qr=qr_code,
            shown=lambda card: card.address.partition("://")[2].rpartition("/")[0],
        )


def print_cards(cards: Sequence[PrintedCard], *, centre: str, language: Tag) -> bytes:
    """The same as PDF. Slow: never in a write transaction. ChildFailed when it cannot be printed."""
    html = cards_html(cards, centre=centre, language=language)
    identifier = hashlib.sha256(html.encode()).hexdigest()[:40]
    return render_pdf(PdfRequest(html=html, folder=FONTS, identifier=identifier, made_at=clock.now()))


def fit(text: str, sizes: Sequence[float], *, room: float, most: int) -> tuple[tuple[str, ...], float]:
    """The text in at most so many lines, and the largest size in points in which they fit into `room` points.

    A word is broken only where it is too wide for a line in the smallest size.
    """
    face, drawn = read_face(BOLD), drawable(text)
    for size in sizes:
        pieces = _pieces(drawn, face, room / size)
        lines = face.lines(pieces, room / size)
        if len(lines) <= most and pieces == drawn.split():
            break
    return lines[:most], size


def _pieces(text: str, face: Face, ems: float) -> list[str]:
    """The words; one that is wider than a line is broken where the line ends."""
    pieces = []
    for word in text.split():
        rest = word
        while face.width(rest) > ems:
            end = max(1, next(end for end in range(1, len(rest) + 1) if face.width(rest[:end]) > ems) - 1)
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return pieces


@cache
def picture_of(face: str) -> Markup:
    """The drawing of a face, to stand in the document."""
    return Markup(assets()[f"face-{face}.svg"].body.decode())  # noqa: S704 - our own drawing
