"""Posters for walls and doors: A4, one big QR code, few words; printed once from what they say, and kept.

They are read from two metres away by somebody who passes by, and printed on whatever printer there is: so the letters
are large, the code is 92 mm wide, and nothing hangs on colour.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from flask import current_app

from app.infra.pdf.faces import read_face
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.infra.qr import qr_code
from app.kernel.locale import Tag, get_language
from app.web.drawn import Drawn
from app.web.previews import BOLD, FONTS, drawable

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""A poster has no date of its own: the same words, the same bytes."""
WIDTH_POINTS = 178 / 25.4 * 72
TITLE_SIZES = (46, 41, 36, 32, 28, 24)
TITLE_LINES = 3


@dataclass(frozen=True, kw_only=True)
class Poster:
    """All that a poster says."""

    language: Tag
    over: str
    """What sort of thing it is, above the title."""
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    """Label and value: how long, how much, when, where."""
    how: str
    """What to do with the code."""
    address: str
    """Where the code leads."""
    promise: str
    """What we never ask for."""
    organiser: str
    contact: str
    """A telephone or a name to ask; empty when there is none."""


class Posters(Drawn):
    """A folder of printed posters by key."""

    suffix = ".pdf"

    def print(self, poster: Poster) -> bytes:
        """The poster as PDF, printed unless it is there. ChildFailed when it cannot be printed. Slow."""
        return self.once(key_of(poster), lambda: render_pdf(_request(poster)))


def posters() -> Posters:
    """The posters of the running site."""
    found: Posters = current_app.extensions["posters"]
    return found


@lru_cache(maxsize=256)
def key_of(poster: Poster) -> str:
    """Names the poster by all that it is printed from."""
    return hashlib.sha256(html_of(poster).encode()).hexdigest()[:40]


def html_of(poster: Poster) -> str:
    """The page that is printed."""
    lines, size = fit(drawable(poster.title))
    return current_app.jinja_env.get_template("web/poster.html").render(
        poster=poster,
        html_lang=get_language(poster.language).html_lang,
        lines=lines,
        size=size,
        shown=poster.address.partition("://")[2].rstrip("/"),
        qr=qr_code(poster.address),
    )


def fit(title: str) -> tuple[tuple[str, ...], int]:
    """The title in lines, and the largest size in points in which it takes at most three of them."""
    face = read_face(BOLD)
    for size in TITLE_SIZES:
        lines = face.lines(title.split(), WIDTH_POINTS / size)
        if len(lines) <= TITLE_LINES and all(face.width(line) * size <= WIDTH_POINTS for line in lines):
            break
    return lines, size


def _request(poster: Poster) -> PdfRequest:
    return PdfRequest(html=html_of(poster), folder=FONTS, identifier=key_of(poster), made_at=MADE_AT)
