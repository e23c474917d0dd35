"""Pictures that a messenger shows of a shared page: drawn once from what the page says, and kept under its digest.

A picture's address is known before the picture is drawn, since it is the digest of the page that it is drawn from. So
the same title and the same figures always have the same picture, and a changed title has another address.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from flask import current_app

from app.infra.pdf.faces import read_face
from app.infra.pdf.printer import PdfRequest, render_picture
from app.kernel.locale import Tag, get_language
from app.kernel.sandbox import ROOT
from app.web.drawn import Drawn

WIDTH, HEIGHT = 1200, 630
FONTS = ROOT / "certificates" / "fonts"
BOLD = FONTS / "NotoSans-SemiBold.ttf"
ROOM_WIDTH, ROOM_HEIGHT = 1060, 300
"""Pixels that the title may take."""
SIZES = (88, 78, 70, 62, 56, 50, 44, 38, 32)
LEADING = 1.18
TITLE_LETTERS = 150
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""A picture has no date: the same facts, the same bytes."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """All that a picture says."""

    language: Tag
    over: str
    """What sort of thing it is, above the title."""
    title: str
    facts: tuple[str, ...]
    """A few words each, below the title."""
    host: str
    """Where it is found."""


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A title broken into lines, and their size in pixels."""

    lines: tuple[str, ...]
    size: int


class Pictures(Drawn):
    """A folder of drawn pictures by key."""

    suffix = ".png"

    def draw(self, preview: Preview) -> bytes:
        """The picture of this page, drawn unless it is there. ChildFailed when it cannot be drawn. Slow."""
        return self.once(key_of(preview), lambda: _draw(preview))


def pictures() -> Pictures:
    """The pictures of the running site."""
    found: Pictures = current_app.extensions["pictures"]
    return found


@lru_cache(maxsize=512)
def key_of(preview: Preview) -> str:
    """Names the picture by all that it is drawn from."""
    return hashlib.sha256(html_of(preview).encode()).hexdigest()[:40]


def html_of(preview: Preview) -> str:
    """The page that is drawn."""
    template = current_app.jinja_env.get_template("web/preview.html")
    return template.render(
        preview=preview,
        html_lang=get_language(preview.language).html_lang,
        title=fit(drawable(preview.title)),
        width=WIDTH,
        height=HEIGHT,
    )


def drawable(text: str) -> str:
    """The text as the font can draw it: one line, at most TITLE_LETTERS letters, what the font lacks left out."""
    face = read_face(BOLD)
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    known = "".join(char for char in spaced if face.covers(char))
    return known if len(known) <= TITLE_LETTERS else known[: TITLE_LETTERS - 1].rstrip() + "…"


def fit(text: str) -> Fitted:
    """The title in the largest size in which its lines fit the room; in the smallest one when none does."""
    face = read_face(BOLD)
    for size in SIZES:
        lines = face.lines(text.split(), ROOM_WIDTH / size)
        if len(lines) * size * LEADING <= ROOM_HEIGHT and all(face.width(line) * size <= ROOM_WIDTH for line in lines):
            break
    return Fitted(lines=lines, size=size)


def _draw(preview: Preview) -> bytes:
    request = PdfRequest(html=html_of(preview), folder=FONTS, identifier=key_of(preview), made_at=MADE_AT)
    return render_picture(request, width=WIDTH, height=HEIGHT)
