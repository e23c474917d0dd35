"""Numbers that are somebody's: PINFL, payment cards, phones. Which texts look like one, and which hold one.

A PINFL has 14 digits: sex and century, day, month, year of birth, area, serial, check. The check digit is the sum of
the first 13 digits times 7, 3, 1 in turn, modulo 10 (Cabinet resolution 177 of 12 April 2022). Cards follow Luhn
(ISO/IEC 7812-1).
"""

import re
from collections.abc import Iterator
from datetime import date

PINFL_DIGITS = 14
_CARD_DIGITS = range(16, 20)
_WEIGHTS = (7, 3, 1)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_RUN = re.compile(r"\d(?:[^\w\n]{0,3}\d){11,}")
"""Digits as people group them."""
_TWICE_TEN = 10
_PHONE = re.compile(r"998(?P<zone>\d\d)\d{7}")
NOBODYS_ZONE = "00"
"""No operator has numbers of the kind +998 00: phones of invented people begin so."""


def digits_of(text: str) -> str:
    """The digits of a text in plain ASCII, whatever script they were typed in."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def is_pinfl(digits: str) -> bool:
    """Whether 14 digits have the structure of a PINFL: a day of birth that exists, and the right check digit."""
    if len(digits) != PINFL_DIGITS or not digits.isdecimal() or digits[0] not in _CENTURIES:
        return False
    day, month, year = int(digits[1:3]), int(digits[3:5]), _CENTURIES[digits[0]] + int(digits[5:7])
    try:
        date(year, month, day)
    except ValueError:
        return False
    total = sum(int(digit) * _WEIGHTS[place % 3] for place, digit in enumerate(digits[:-1]))
    return total % 10 == int(digits[-1])


def is_card(digits: str) -> bool:
    """Whether 16 to 19 digits pass Luhn's check."""
    if len(digits) not in _CARD_DIGITS:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number >= _TWICE_TEN else number for number in doubled) % 10 == 0


def runs_in(text: str) -> Iterator[str]:
    """The long runs of digits in a text, spaces and hyphens inside them dropped."""
    return (digits_of(found[0]) for found in _RUN.finditer(text))


def holds_somebodys(text: str, known: frozenset[str]) -> bool:
    """Whether a text holds a PINFL or a card number that is not among the known ones, with anything around it."""
    for run in runs_in(text):
        for number in sorted(known - {""}, key=len, reverse=True):
            run = run.replace(number, " ")  # noqa: PLW2901 - what is known is taken out, the rest is looked at
        if any(_holds_one(part) for part in run.split()):
            return True
    return False


def _holds_one(run: str) -> bool:
    """Whether a PINFL or a card number is in a run of digits: one may stand beside another without a space."""
    windows = (
        run[start : start + length]
        for length in (PINFL_DIGITS, *_CARD_DIGITS)
        for start in range(len(run) - length + 1)
    )
    return any(is_pinfl(number) or is_card(number) for number in windows)


def phone_zone(digits: str) -> str | None:
    """The two digits after 998 of a whole phone number; None when it is none."""
    found = _PHONE.fullmatch(digits)
    return found["zone"] if found else None
