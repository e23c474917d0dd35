"""The site's own styles and scripts: small files with their digest in the address, so that a browser keeps them."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
VENDOR = FOLDER / "vendor"
"""Built files of others, served as they are; where each comes from and its licence stand beside them."""
SHEETS = {
    "quiz.css": ("core", "text", "places", "quiz"),
    "app.css": ("core", "text", "lists", "around", "places"),
    "practice.css": ("core", "practice"),
    "lesson.css": ("core", "text", "around", "film"),
    "centres.css": ("core", "text", "lists", "centres"),
    "class.css": ("core", "around", "class"),
    "wall.css": ("core", "text", "wall"),
    "papers.css": ("core", "text", "papers"),
}
"""Style sheets by name, put together from parts in `assets/sheets`: a page has one sheet, and no idle rules in it."""
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file as it is served."""

    name: str
    path: str
    body: bytes
    mimetype: str


@cache
def assets() -> dict[str, Asset]:
    """Every asset by its name in the folder."""
    files = {file.name: _body(file) for file in sorted(FOLDER.iterdir()) if file.is_file()}
    theirs = {file.name: file.read_bytes() for file in sorted(VENDOR.glob("*.js"))}
    sheets = {name: _sheet(name) for name in SHEETS}
    return {name: _asset(name, body) for name, body in (files | theirs | sheets).items()}


def asset_path(name: str) -> str:
    """The address of an asset; KeyError when there is no such file."""
    return assets()[name].path


def inline_css(sheet: str) -> str:
    """A style sheet, for pages that bring it along."""
    return assets()[sheet].body.decode()


def _body(file: Path) -> bytes:
    return squeeze_script(file.read_text(encoding="utf-8")).encode() if file.suffix == ".js" else file.read_bytes()


def _sheet(name: str) -> bytes:
    parts = (FOLDER / "sheets" / f"{part}.css" for part in SHEETS[name])
    return squeeze("\n".join(part.read_text(encoding="utf-8") for part in parts)).encode()


def _asset(name: str, body: bytes) -> Asset:
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:12]
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(name=name, path=f"/static/{stem}.{digest}.{suffix}", body=body, mimetype=mimetype)


def squeeze(css: str) -> str:
    """A style sheet without comments and idle space. Enough for our own sheet, which has no odd strings."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip()


def squeeze_script(script: str) -> str:
    """A script without comments and indentation. Enough for our own: no text or pattern of theirs holds a comment."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)).strip() + "\n"
