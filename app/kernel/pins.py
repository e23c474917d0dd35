"""What a PIN must not be: four digits that somebody beside you would try first."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

_FIRST_YEAR, _LAST_YEAR = 1920, 2035
_COLUMNS = frozenset({"2580", "0852", "1470", "3690", "1379", "1397"})
"""Straight lines and corners of the keys."""
_RUNS = ("01234567890", "09876543210")


class PinProblem(StrEnum):
    """Why a new PIN is refused."""

    NOT_FOUR = "not-four"
    TOO_SIMPLE = "too-simple"
    """One digit or pair again and again, a run, a line of keys."""
    A_YEAR = "a-year"
    """It could be a year of birth."""
    OWN_PHONE = "own-phone"


def clean_pin(typed: str) -> str:
    """The digits alone, from any script; spaces and dashes are dropped."""
    kept = (char for char in typed if not (char.isspace() or unicodedata.category(char) in {"Pd", "Cf"}))
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in kept)


def is_pin(pin: str) -> bool:
    """Whether a cleaned text can be a PIN at all."""
    return re.fullmatch(r"[0-9]{4}", pin) is not None


def check_pin(pin: str, *, phone: str | None) -> PinProblem | None:
    """The first thing wrong with a new cleaned PIN; `phone` is the person's own, normalised."""
    if not is_pin(pin):
        return PinProblem.NOT_FOUR
    if pin[:2] == pin[2:] or pin in _COLUMNS or any(pin in run for run in _RUNS):
        return PinProblem.TOO_SIMPLE
    if _FIRST_YEAR <= int(pin) <= _LAST_YEAR:
        return PinProblem.A_YEAR
    return PinProblem.OWN_PHONE if phone and phone.endswith(pin) else None


def draw_pin(numbers: Iterable[int], *, phone: str | None) -> str:
    """The first of these random numbers below ten thousand that makes a PIN which nobody tries first."""
    pins = (f"{number:04}" for number in numbers)
    return next(pin for pin in pins if check_pin(pin, phone=phone) is None)
