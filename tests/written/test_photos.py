"""The code on a certificate, photographed a hundred times as a cheap phone does it, is read at least 98 times."""

import zxingcpp
from PIL import Image, ImageDraw

from app.certificates.documents.certificate import qr_size
from app.infra.qr import qr_code
from app.kernel.locale import UZ
from tests.support.papers import full_facts
from tests.support.photos import photograph

PHOTOS = 100
SHARP = 10
"""Pixels to a module of the code as it is printed."""


def drawn(address):
    """The code with its quiet zone, sharp."""
    qr = qr_code(address)
    picture = Image.new("L", (qr.side * SHARP,) * 2, 255)
    pen = ImageDraw.Draw(picture)
    for run in qr.path.split("z")[:-1]:
        place, _, rest = run[1:].partition("h")
        (x, y), width = map(int, place.split()), int(rest.partition("v")[0])
        pen.rectangle((x * SHARP, y * SHARP, (x + width) * SHARP - 1, (y + 1) * SHARP - 1), fill=0)
    return picture, qr_size(qr.side)


def read(address, pixels_per_mm):
    code, mm = drawn(address)
    shots = [photograph(code, pixels_per_mm=pixels_per_mm, mm=mm, seed=seed) for seed in range(PHOTOS)]
    return sum(address in [found.text for found in zxingcpp.read_barcodes(shot)] for shot in shots)


def test_photos_of_six_pixels_to_a_millimetre_are_read():
    assert read(full_facts("course", UZ).seal_address, 6) >= 98


def test_photos_of_eight_pixels_to_a_millimetre_are_read_with_a_chain_of_keys():
    assert read(full_facts("course", UZ, is_delegated=True).seal_address, 8) >= 98


def test_a_photo_is_not_kind():
    """The same recipe at half the sharpness is not read: the hundred above are no formality."""
    assert read(full_facts("course", UZ).seal_address, 2.5) < 50
