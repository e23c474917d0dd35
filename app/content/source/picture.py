"""Pictures as files: their size in pixels, read from the header, and whether a drawing is only a drawing.

No picture is decoded here: a header is enough, and a decoder is what hostile pictures are made for.
"""

import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

MIMETYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
PICTURE_LIMIT = 2 * 1024 * 1024
"""Bytes. What is larger is not even read."""
LONGEST_SIDE = 10_000
"""Points."""

_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = frozenset(
    f"{_SVG}{name}"
    for name in [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "defs",
        "use",
        "symbol",
        "title",
        "desc",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "style",
    ]
)
_HREF = re.compile(r"(?:^|\})href$")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(|\\", re.IGNORECASE)
_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$")


_sizes: dict[tuple[str, str], tuple[int, int]] = {}
"""Sizes of pictures found good before, by digest and suffix: a picture's content never changes."""


class BadPictureError(Exception):
    """A file that may not be shown; the text says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of a course, in its natural size."""

    file: str
    name: str
    data: bytes
    digest: str
    mimetype: str
    width: int
    height: int


def read_picture(data: bytes, file: str) -> Picture:
    """A checked picture. BadPictureError when it is not one, or does more than draw."""
    name = file.rsplit("/", 1)[-1]
    suffix = name[name.rfind(".") :].lower()
    digest = hashlib.sha256(data).hexdigest()
    width, height = _sizes.get((digest, suffix)) or _MEASURES[suffix](data)
    _sizes[digest, suffix] = width, height
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise BadPictureError(
            f"The picture says that it is {width} by {height}: draw it in 1 to {LONGEST_SIDE} points."
        )
    return Picture(
        file=file,
        name=name,
        data=data,
        digest=digest,
        mimetype=MIMETYPES[suffix],
        width=width,
        height=height,
    )


def _measure_svg(data: bytes) -> tuple[int, int]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<?xml-stylesheet" in data:
        raise BadPictureError("The drawing has a document type or a style sheet of its own: save it as plain SVG.")
    try:
        text = data.decode("utf-8-sig")
        root = ET.fromstring(text.encode())  # noqa: S314 - no document type, so no entities to expand
    except (UnicodeDecodeError, ET.ParseError, ValueError):
        raise BadPictureError("The drawing is not valid SVG in UTF-8: save it again.") from None
    if root.tag != f"{_SVG}svg":
        raise BadPictureError('The drawing does not begin with <svg xmlns="http://www.w3.org/2000/svg">.')
    for element in root.iter():
        _refuse_more_than_drawing(element)
    return _svg_size(root)


def _refuse_more_than_drawing(element: ET.Element) -> None:
    if element.tag not in _DRAWING:
        name = str(element.tag).rsplit("}", 1)[-1]
        raise BadPictureError(f"The drawing holds <{name}>, which may do more than draw: take it out.")
    if element.tag == f"{_SVG}style" and _OUTSIDE.search(element.text or ""):
        raise BadPictureError("The drawing's style reaches outside the drawing: take that rule out.")
    for name, value in element.attrib.items():
        plain = name.rsplit("}", 1)[-1].lower()
        if plain.startswith("on"):
            raise BadPictureError(f"The drawing has a script in {plain}: take it out.")
        if (_HREF.search(name) and not value.strip().startswith("#")) or _OUTSIDE.search(value):
            raise BadPictureError(f"The drawing reaches outside itself in {plain}: take that out.")


def _svg_size(root: ET.Element) -> tuple[int, int]:
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        if len(box) == 4:  # noqa: PLR2004 - x, y, width, height
            return round(float(box[2])), round(float(box[3]))
        width, height = (_LENGTH.match(root.get(name) or "") for name in ("width", "height"))
        if width and height:
            return round(float(width[1])), round(float(height[1]))
    except (ValueError, OverflowError):
        pass
    raise BadPictureError('The drawing does not say its size: give <svg> a viewBox, such as viewBox="0 0 640 400".')


def _measure_png(data: bytes) -> tuple[int, int]:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        raise BadPictureError("The file is not a PNG picture, whatever its name says: save it again.")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _measure_jpeg(data: bytes) -> tuple[int, int]:
    """The first start-of-frame segment (ITU T.81, B.2.2) holds height and width."""
    place = 2
    while data.startswith(b"\xff\xd8") and place + 9 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 - marker
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - as above
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    raise BadPictureError("The file is not a JPEG picture, whatever its name says: save it again.")


def _measure_webp(data: bytes) -> tuple[int, int]:
    """The three kinds of WebP (RFC 9649) keep the size in three ways."""
    kind = data[12:16] if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30 else b""  # noqa: PLR2004 - the shortest header
    match kind:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return width & 0x3FFF, height & 0x3FFF
    raise BadPictureError("The file is not a WebP picture, whatever its name says: save it again.")


_MEASURES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    ".svg": _measure_svg,
    ".png": _measure_png,
    ".jpg": _measure_jpeg,
    ".jpeg": _measure_jpeg,
    ".webp": _measure_webp,
}
