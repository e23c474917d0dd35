"""What a typed value must look like, and when two are the same. Pure: checks of content and walks ask the same."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from app.content.types.scenarios import FieldCheck, FieldKind, PracticeField
from app.kernel.identifiers import digits_of, is_pinfl, phone_zone
from app.kernel.uzbek import fold

STRONG_LENGTH = 8
_GROUPING = " -.()"
"""What people put between digits."""
_PASSPORT = re.compile(r"[A-Z]{2}\d{7}")
_DAY = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_LOCAL = 9
"""Digits of a phone without its 998."""


def is_well_formed(field: PracticeField, value: str) -> bool:
    """Whether a value, not empty, has the shape that the kind and the check of its field want."""
    is_of_kind = _KINDS.get(field.kind)
    is_checked = _CHECKS[field.check] if field.check else None
    return (is_of_kind is None or is_of_kind(value)) and (is_checked is None or is_checked(value))


def is_same(field: PracticeField, value: str, answer: str) -> bool:
    """Whether a value says what an answer says, however it is grouped, and in whichever alphabet."""
    return _canonical(field, value) == _canonical(field, answer)


def read_day(text: str) -> date | None:
    """A day written 31.12.1990 or 1990-12-31; None for anything else."""
    found = _DAY.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def _canonical(field: PracticeField, value: str) -> str:
    match field.kind:
        case FieldKind.DIGITS | FieldKind.OTP:
            return digits_of(value)
        case FieldKind.PHONE:
            return _phone(value)
        case FieldKind.DATE:
            return str(read_day(value) or value)
        case FieldKind.PASSWORD:
            return value
    return "".join(fold(value).split()) if field.check is FieldCheck.PASSPORT_UZ else " ".join(fold(value).split())


def _phone(value: str) -> str:
    digits = digits_of(value)
    return f"998{digits}" if len(digits) == _LOCAL else digits


def _is_digits(value: str) -> bool:
    bare = "".join(sign for sign in value if sign not in _GROUPING)
    return bare.isdecimal()


def _is_phone(value: str) -> bool:
    return _is_digits(value.strip().removeprefix("+")) and phone_zone(_phone(value)) is not None


def _is_strong(value: str) -> bool:
    kinds = (str.isalpha, str.isdecimal, lambda sign: not sign.isalnum())
    return len(value) >= STRONG_LENGTH and all(any(is_kind(sign) for sign in value) for is_kind in kinds)


_KINDS: Mapping[FieldKind, Callable[[str], bool]] = {
    FieldKind.DIGITS: _is_digits,
    FieldKind.OTP: _is_digits,
    FieldKind.PHONE: _is_phone,
    FieldKind.DATE: lambda value: read_day(value) is not None,
}
_CHECKS: Mapping[FieldCheck, Callable[[str], bool]] = {
    FieldCheck.PINFL: lambda value: _is_digits(value) and is_pinfl(digits_of(value)),
    FieldCheck.PASSPORT_UZ: lambda value: _PASSPORT.fullmatch("".join(value.split()).upper()) is not None,
    FieldCheck.PHONE_UZ: _is_phone,
    FieldCheck.DATE: lambda value: read_day(value) is not None,
    FieldCheck.PASSWORD_STRENGTH: _is_strong,
}
