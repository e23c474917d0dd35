"""A QR code in a terminal, to be scanned from the screen of the laptop that serves a class."""

import zxingcpp

QUIET = 2
"""Modules of light around it: a terminal's own margin does the rest."""
BLOCKS = {(False, False): " ", (True, False): "\u2580", (False, True): "\u2584", (True, True): "\u2588"}
"""One character is two modules high; a light module is drawn, as terminals are dark."""


def draw_qr(address: str) -> str:
    """The address as lines of half blocks."""
    picture = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="L").to_image(
        scale=1, add_quiet_zones=False
    )
    pixels, side = memoryview(picture).tobytes(), picture.shape[0]

    def is_light(x: int, y: int) -> bool:
        return not (0 <= x < side and 0 <= y < side) or pixels[y * side + x] > 0

    rows = range(-QUIET, side + QUIET, 2)
    columns = range(-QUIET, side + QUIET)
    return "\n".join("".join(BLOCKS[is_light(x, y), is_light(x, y + 1)] for x in columns) for y in rows)
