"""Numbers as people write them: with a comma or a point, with spaces between thousands, with any kind of minus."""

import re
from decimal import Decimal

_SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,12})?")
"""Few enough digits that sums and differences are exact (decimal counts with 28)."""
_MINUSES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def read_number(text: str) -> Decimal | None:
    """The number that a text is, exactly; None when it is none of at most 12 digits before and after the point.

    Digits are 0 to 9. A comma is a decimal comma, as both our languages write it; «1e9», «NaN» and «½» are no numbers.
    """
    bare = _SPACES.sub("", text.translate(_MINUSES).strip())
    return Decimal(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None
