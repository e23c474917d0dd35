"""The site's own styles and scripts: small files with their digest in the address, so that a browser keeps them."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
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
    return {file.name: _load(file) for file in sorted(FOLDER.iterdir()) if file.is_file()}


def asset_path(name: str) -> str:
    """The address of an asset; KeyError when there is no such file."""
    return assets()[name].path


def inline_css() -> str:
    """The style sheet, for pages that bring it along."""
    return assets()["app.css"].body.decode()


def _load(file: Path) -> Asset:
    body = file.read_bytes()
    if file.suffix == ".css":
        body = squeeze(body.decode()).encode()
    digest = hashlib.sha256(body).hexdigest()[:12]
    mimetype = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Asset(name=file.name, path=f"/static/{file.stem}.{digest}{file.suffix}", body=body, mimetype=mimetype)


def squeeze(css: str) -> str:
    """A style sheet without comments and idle space. Enough for our own sheet, which has no odd strings."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    return re.sub(r":\s+", ":", css).replace(";}", "}").strip()
