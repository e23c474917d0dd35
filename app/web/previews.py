"""Pictures that a messenger shows of a shared page: drawn once from what the page says, and kept under its digest.

A picture's address is known before the picture is drawn, since it is the digest of the page that it is drawn from. So
the same title and the same figures always have the same picture, and a changed title has another address.
"""

import hashlib
import re
import threading
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from flask import current_app

from app.infra.pdf.faces import Face, read_face
from app.infra.pdf.printer import PdfRequest, render_picture
from app.kernel.files import write_whole
from app.kernel.locale import Tag, get_language
from app.kernel.sandbox import ROOT

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
_KEY = re.compile(r"[0-9a-f]{40}")


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


class Pictures:
    """A folder of drawn pictures by key. Losing it costs the time to draw them again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def find(self, key: str) -> bytes | None:
        """The picture with this key; None when it has not been drawn, or the key is none."""
        try:
            return self._path(key).read_bytes() if _KEY.fullmatch(key) else None
        except FileNotFoundError:
            return None

    def draw(self, preview: Preview) -> bytes:
        """The picture of this page, drawn unless it is there. ChildFailed when it cannot be drawn. Slow."""
        key = key_of(preview)
        with self._lock:
            found = self.find(key)
            if found is None:
                found = _draw(preview)
                with suppress(OSError):  # a full disk: it is shown, and drawn again for the next who asks
                    self._keep(key, found)
        return found

    def _keep(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.png"


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
        lines = _lines(text, face, ROOM_WIDTH / size)
        if len(lines) * size * LEADING <= ROOM_HEIGHT and all(face.width(line) * size <= ROOM_WIDTH for line in lines):
            break
    return Fitted(lines=lines, size=size)


def _lines(text: str, face: Face, ems: float) -> tuple[str, ...]:
    """Words one after another, a new line where the next does not fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer) <= ems:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _draw(preview: Preview) -> bytes:
    request = PdfRequest(html=html_of(preview), folder=FONTS, identifier=key_of(preview), made_at=MADE_AT)
    return render_picture(request, width=WIDTH, height=HEIGHT)
