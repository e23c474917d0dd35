"""The code printed on a certificate: 80 random bits (`app/kernel/codes.py`), and what people type for one."""

import secrets
import unicodedata

from app.kernel.codes import ALPHABET, BITS, SYMBOLS, check_of, code_of, grouped

_TYPED_LIMIT = 300
_MEANT = str.maketrans(
    {
        **dict.fromkeys("OО", "0"),
        **dict.fromkeys("ILІ|", "1"),
        **dict(zip("АВСЕНЈКМРЅТУХЗ", "ABCEHJKMPSTYX3", strict=True)),
    }
)
_SILENT = {"Cf", "Pc", "Pd", "Po", "Zl", "Zp", "Zs"}


def new_code() -> str:
    """A code that nobody has had: 80 bits from the system's source of secrets, in groups."""
    return code_of(secrets.randbits(BITS))


def normalise_code(typed: str) -> str | None:
    """The code that a person means, in groups; None when it cannot be one of ours.

    Forgives lower case, spaces and any dashes, O for 0, I and L for 1, Cyrillic look-alikes, and a whole address
    pasted in place of the code.
    """
    if len(typed) > _TYPED_LIMIT:
        return None
    last = typed.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".pdf")
    plain = unicodedata.normalize("NFKC", last).upper().translate(_MEANT)
    symbols = "".join(char for char in plain if unicodedata.category(char) not in _SILENT)
    if len(symbols) != SYMBOLS + 1 or not set(symbols) <= set(ALPHABET):
        return None
    return grouped(symbols) if check_of(symbols[:-1]) == symbols[-1] else None
