"""HTML in, PDF or a picture out: made in a child process, so that the site never loads WeasyPrint and no page hangs it.

The same request gives the same bytes on every machine: dates and identifier come with the request, fonts with the
design, and the printing process sees no font of the system.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.kernel.sandbox import Child

PRESS = "app.infra.pdf.press"
FONT_SETTINGS = {"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))}
MEMORY_MB = 768
CPU_SECONDS = 20
SHEETS_PER_PRESS = 4000
"""A press with its templates warm is worth keeping; what it leaks in so many sheets is measured (`make bench`)."""
SECONDS = 60.0
PICTURE_SECONDS = 20.0


def new_press() -> Child:
    """A printing process; started by its first page."""
    return Child(
        PRESS, memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS, environment=FONT_SETTINGS, requests=SHEETS_PER_PRESS
    )


_press = new_press()


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


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with the page."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a place leads, and what a screen reader says of it."""

    address: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Whose signature the file bears, and what its field is called."""

    key_pem: str = field(repr=False)
    """P-256, PKCS#8, not encrypted."""
    chain_pem: str
    """The signer's certificate first."""
    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page with places that differ from copy to copy: the page is laid out once and filled many times.

    In `html` a place is written as `place(key)`: a whole line of text, the address of a link, or the path of a QR code.
    """

    html: str
    folder: Path
    identifier: str
    made_at: datetime
    title: str
    author: str
    subject: str
    texts: Mapping[str, str]
    links: Mapping[str, Link] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    attachment: Attachment | None = None
    signature: Signature | None = None
    is_plain: bool = False
    """Whether it is laid out by itself, with no template: slow, and the measure of the other way."""


def place(key: str) -> str:
    """What stands in a sheet's HTML where something is to be filled in. No printable text can look like it."""
    return f"\ue000{key}\ue001"


def pack_sheet(sheet: Sheet) -> bytes:
    """The sheet as the press reads it."""
    fields = asdict(sheet) | {
        "folder": str(sheet.folder.resolve()),
        "made_at": _moment(sheet.made_at),
    }
    if sheet.attachment:
        fields["attachment"]["data"] = b64encode(sheet.attachment.data).decode()
    return json.dumps(fields).encode()


def render_sheet(sheet: Sheet, *, seconds: float = SECONDS, press: Child | None = None) -> bytes:
    """The filled page as one file that is PDF/A-3a and PDF/UA-1, signed if it says so; raises as `render_pdf` does.

    Milliseconds when the same page was filled before, else as slow as `render_pdf`. In the process's own press, or
    in another.
    """
    return (press or _press).ask(pack_sheet(sheet), seconds=seconds)


def _moment(made_at: datetime) -> str:
    return made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pack(request: PdfRequest, pixels: tuple[int, int] | None = None) -> bytes:
    """The request as the press reads it; with `pixels`, width and height, it is drawn and not only printed."""
    return json.dumps(
        {
            "html": request.html,
            "folder": str(request.folder.resolve()),
            "identifier": request.identifier,
            "made_at": _moment(request.made_at),
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
