"""Photographs of a printed code as a cheap phone takes them, drawn by dice that fall the same way each time.

Perspective of a tenth, turned by up to 20°, out of focus, noise, contrast of 65 %, light from one side, JPEG of
quality 55: the recipe with which QR codes of many sizes were compared before one was chosen.
"""

import io
import random

from PIL import Image, ImageChops, ImageFilter

CONTRAST = 0.65
NOISE = 9
"""Steps of grey, as a standard deviation."""
QUALITY = 55


def photograph(code: Image.Image, *, pixels_per_mm: float, mm: float, seed: int) -> Image.Image:
    """The code, `mm` wide on paper, as a photograph in grey with so many pixels to a millimetre."""
    dice = random.Random(seed)
    side = round(mm * pixels_per_mm)
    sheet = Image.new("L", (round(side * 1.7),) * 2, 255)
    sheet.paste(code.resize((side, side), Image.Resampling.BOX), (round(side * 0.35),) * 2)
    seen = sheet.rotate(dice.uniform(-20, 20), Image.Resampling.BICUBIC, fillcolor=255)
    seen = _slanted(seen, dice)
    seen = seen.filter(ImageFilter.GaussianBlur(dice.uniform(0.5, 1.0)))
    seen = seen.point(lambda light: round(128 + (light - 128) * CONTRAST))
    seen = ImageChops.multiply(seen, _light(seen.size, dice))
    seen = ImageChops.add(seen, _noise(seen.size, dice), offset=-128)
    kept = io.BytesIO()
    seen.save(kept, "JPEG", quality=QUALITY)
    return Image.open(kept)


def _slanted(picture: Image.Image, dice: random.Random) -> Image.Image:
    """As seen from aside: each corner moved by up to a tenth of the code."""
    width, height = picture.size
    corners = [(0, 0), (0, height), (width, height), (width, 0)]
    moved = [(x + dice.uniform(-0.06, 0.06) * width, y + dice.uniform(-0.06, 0.06) * height) for x, y in corners]
    quad = tuple(edge for corner in moved for edge in corner)
    return picture.transform(picture.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=255)


def _noise(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """Grains about the middle grey."""
    grains = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    return grains.point(lambda grain: round(128 + (grain - 127.5) / 127.5 * NOISE * 3**0.5))


def _light(size: tuple[int, int], dice: random.Random) -> Image.Image:
    """Brighter on one side by a third."""
    fall = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270))).resize(size)
    return fall.point(lambda light: round(170 + light / 3))
