"""Short codes that people read aloud and type: of centres, groups, cards, sheets of paper."""

import secrets

from app.kernel.codes import ALPHABET, check_of, grouped, read_symbols

CENTRE, COHORT, SHEET, CARD = 3, 5, 11, 15
"""Random symbols of each, five bits a symbol; a check symbol comes on top. A card's code is a secret of 75 bits."""


def new_code(symbols: int) -> str:
    """A new code of so many random symbols and its check, in groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(symbols))
    return grouped(drawn + check_of(drawn))


def read_code(typed: str, symbols: int) -> str | None:
    """The code that a person means, as it is kept; None when it cannot be one of so many symbols."""
    read = read_symbols(typed, symbols + 1)
    return grouped(read) if read else None
