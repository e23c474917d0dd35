"""HTML in, PDF or a picture out: made in a child process, so that the site never loads WeasyPrint and no page hangs it.

The same request gives the same bytes on every machine: dates and identifier come with the request, fonts with the
design, and the printing process sees no font of the system.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.kernel.sandbox import Child

PRESS = "app.infra.pdf.press"
FONT_SETTINGS = {"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))}
MEMORY_MB = 768
CPU_SECONDS = 20
SECONDS = 60.0
PICTURE_SECONDS = 20.0

_press = Child(PRESS, memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS, environment=FONT_SETTINGS)


@dataclass(frozen=True, kw_only=True)
class PdfRequest:
    """One page to print. Title, author and language are read from the HTML itself."""

    html: str
    folder: Path
    """The design: relative addresses start here, and nothing outside it can be read."""
    identifier: str
    """What makes the file one of its kind: the same for the same thing printed twice."""
    made_at: datetime
    """The moment that the file names as its creation; aware."""


def pack(request: PdfRequest, pixels: tuple[int, int] | None = None) -> bytes:
    """The request as the press reads it; with `pixels`, width and height, it is drawn and not only printed."""
    return json.dumps(
        {
            "html": request.html,
            "folder": str(request.folder.resolve()),
            "identifier": request.identifier,
            "made_at": request.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "pixels": pixels,
        }
    ).encode()


def render_pdf(request: PdfRequest, *, seconds: float = SECONDS) -> bytes:
    """The printed file, PDF/A-3a and tagged.

    Raises ChildFailed when the page asks for anything outside its folder or is too heavy (its text says which),
    ChildTimedOut when it takes longer than `seconds`. Slow (a quarter of a second): never in a write transaction.
    """
    return _press.ask(pack(request), seconds=seconds)


def render_picture(request: PdfRequest, *, width: int, height: int, seconds: float = PICTURE_SECONDS) -> bytes:
    """The printed page as a PNG of this size in pixels; the page must be one, of the same shape.

    Raises, and takes its time, as `render_pdf` does.
    """
    return _press.ask(pack(request, (width, height)), seconds=seconds)


def close() -> None:
    """End the printing process; the next request starts another."""
    _press.close()
