"""The code printed on a certificate: 80 random bits (`app/kernel/codes.py`), and what people type for one."""

import secrets

from app.kernel.codes import BITS, SYMBOLS, code_of, grouped, read_symbols


def new_code() -> str:
    """A code that nobody has had: 80 bits from the system's source of secrets, in groups."""
    return code_of(secrets.randbits(BITS))


def normalise_code(typed: str) -> str | None:
    """The code that a person means, in groups, read as `read_symbols` does; None when it cannot be one of ours."""
    symbols = read_symbols(typed, SYMBOLS + 1)
    return grouped(symbols) if symbols else None
