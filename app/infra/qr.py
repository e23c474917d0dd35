"""QR codes as one filled path: no seams between modules, whatever draws it."""

import re
from dataclasses import dataclass
from functools import lru_cache

import zxingcpp

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004, 6.3.8)."""
_DARK = re.compile(rb"\x00+")


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """A QR code as one path, `side` modules wide with its quiet zone."""

    side: int
    path: str


@lru_cache(maxsize=64)
def qr_code(address: str) -> QrCode:
    """The address as a QR code, error correction M (15 %), with the quiet zone of four modules.

    Digits are packed three into ten bits wherever there are many of them. ValueError when it is too long for a code.
    """
    made = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = made.to_image(scale=1, add_quiet_zones=False)
    side = picture.shape[0]
    pixels = memoryview(picture).tobytes()  # type: ignore[arg-type]  # its stub does not tell that it is a buffer
    runs = "".join(
        f"M{run.start() + QUIET} {y + QUIET}h{run.end() - run.start()}v1H{run.start() + QUIET}z"
        for y in range(side)
        for run in _DARK.finditer(pixels[y * side : (y + 1) * side])
    )
    return QrCode(side=side + 2 * QUIET, path=runs)


def qr_svg(address: str) -> str:
    """The same as a drawing with a white ground of its own, to be shown, kept or printed at any size."""
    code = qr_code(address)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{code.side}v{code.side}H0z"/><path d="{code.path}"/></svg>'
    )
