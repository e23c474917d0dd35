"""Decisions about signing up and in: one spelling for a login, what a password must not be, how many tries.

Each `normalise_…` answers None for what it cannot take; which sentence to say about it is the form's business.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

import phonenumbers

from app.kernel.errors import BadTextError
from app.kernel.text import clean_line

COUNTRY = "998"
NATIONAL_DIGITS = 9
_PHONE_TYPED = 64
_PHONE_SIGNS = frozenset("().,/_\u2212")
_TRUNKS = ("8", "0")
"""What people dialled before a code in the past, and still write: 8-90…, 0 90…, 8-998-90…"""
_ABROAD = ("810", "00")
"""What was or is dialled in place of a plus."""

_EMAIL_LIMIT = 254
_EMAIL = re.compile(
    r"(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
)

PASSWORD_SHORTEST = 8
PASSWORD_LONGEST = 200
"""Characters. A longer one is refused before it is hashed, at sign-in too."""


def normalise_phone(typed: str) -> str | None:
    """A phone as E.164 (`+998901234567`), from any spelling that people use; None when it is no phone.

    Nine digits are an Uzbek number, of any operator code, since new codes come sooner than our tables; a foreign
    number needs its plus (or 00) and must exist in the numbering plans of libphonenumber.
    """
    digits = _dialled(typed)
    if digits is None:
        return None
    if digits.startswith("+"):
        return _international(digits[1:])
    for prefix in _ABROAD:
        if digits.startswith(prefix) and (found := _international(digits.removeprefix(prefix))):
            return found
    for trunk in _TRUNKS:
        if digits.startswith(trunk) and len(digits) in {NATIONAL_DIGITS + 1, NATIONAL_DIGITS + len(COUNTRY) + 1}:
            digits = digits[1:]
    return _uzbek(digits if len(digits) == NATIONAL_DIGITS else digits.removeprefix(COUNTRY))


def _dialled(typed: str) -> str | None:
    """Plain digits with at most a plus before them; digits of any script count, spaces and brackets do not."""
    if len(typed) > _PHONE_TYPED:
        return None
    kept = "".join(_dialled_char(char) for char in unicodedata.normalize("NFKC", typed))
    return kept if re.fullmatch(r"\+?[0-9]+", kept) else None


def _dialled_char(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    is_dropped = char.isspace() or char in _PHONE_SIGNS or unicodedata.category(char) in {"Cf", "Pd"}
    return "" if is_dropped else char


def _international(digits: str) -> str | None:
    if digits.startswith(COUNTRY):
        return _uzbek(digits.removeprefix(COUNTRY))
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _uzbek(national: str) -> str | None:
    return f"+{COUNTRY}{national}" if re.fullmatch(rf"[1-9][0-9]{{{NATIONAL_DIGITS - 1}}}", national) else None


def display_phone(phone: str) -> str:
    """A normalised phone as people here read it: «+998 90 123-45-67»; a foreign one as its country groups it."""
    if uzbek := re.fullmatch(r"\+998(\d\d)(\d{3})(\d\d)(\d\d)", phone):
        return "+998 {} {}-{}-{}".format(*uzbek.groups())
    number = phonenumbers.parse(phone)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def normalise_email(typed: str) -> str | None:
    """An e-mail address in small letters, or None. Plain ASCII addresses only, 254 characters (RFC 5321, 4.5.3.1).

    The part before @ is lowered too: phones write its first letter large, and no provider here tells them apart.
    """
    try:
        address = clean_line(typed, _EMAIL_LIMIT).lower()
    except BadTextError:
        return None
    return address if _EMAIL.fullmatch(address) else None


def normalise_login(typed: str) -> str | None:
    """The one spelling of a typed phone or e-mail; None when it is neither."""
    return normalise_email(typed) or normalise_phone(typed)


class PasswordProblem(StrEnum):
    """Why a new password is refused."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    """Half of a surrogate pair: it cannot be hashed, and no keyboard writes it."""
    TOO_COMMON = "too-common"
    """Among the first that a thief tries: a well-known password, a date, a run, one thing repeated."""
    TOO_PERSONAL = "too-personal"
    """The person's own phone, name or e-mail, with or without digits around it."""


def check_password(password: str, *, phone: str | None, email: str | None, name: str) -> PasswordProblem | None:
    """The first thing wrong with a new password; None when it is good. It is kept exactly: no trimming, any script.

    `phone` and `email` are normalised.
    """
    if len(password) < PASSWORD_SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(password) > PASSWORD_LONGEST:
        return PasswordProblem.TOO_LONG
    if any(unicodedata.category(char) == "Cs" for char in password):
        return PasswordProblem.UNREADABLE
    if is_common(password):
        return PasswordProblem.TOO_COMMON
    return PasswordProblem.TOO_PERSONAL if _is_personal(password, phone, email, name) else None


def is_common(password: str) -> bool:
    """Whether a password is a common word with digits or signs around it, a date, a run, or one thing repeated.

    One of more than 20 characters never is: lists of guesses do not reach so far, and length is what we ask for.
    """
    if len(password) > _BEYOND_LISTS:
        return False
    folded = _folded(password)
    candidates = {folded, folded.translate(_LEET), _core(folded), _core(folded).translate(_LEET)}
    return bool(candidates & common_words()) or _is_date(folded) or _is_pattern(folded)


@cache
def common_words() -> frozenset[str]:
    """The written list: small letters, one a line, `#` begins a remark."""
    lines = (Path(__file__).parent / "data" / "common-passwords.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_LEET = str.maketrans("013457@$!", "oieastasi")
_ROWS = (
    "0123456789012345",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
)
_RUNS = tuple(row for one in _ROWS for row in (one, one[::-1]))
_LONGEST_REPEAT = 4
_BEYOND_LISTS = 20
_NO_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʻʼ"))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_NO_APOSTROPHES)).casefold().strip()


def _core(folded: str) -> str:
    """What is left without digits and signs at both ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)


def _is_date(folded: str) -> bool:
    """A day of the years 1900 to 2099, in the two orders that people here write it."""
    digits = re.sub(r"[\s./-]", "", folded)
    day, month, year = r"(0[1-9]|[12]\d|3[01])", r"(0[1-9]|1[0-2])", r"(19|20)\d\d"
    return re.fullmatch(rf"{day}{month}{year}|{year}{month}{day}", digits, re.ASCII) is not None


def _is_pattern(folded: str) -> bool:
    """One to four characters said again and again, or a stretch of an alphabet or a keyboard row."""
    width = next(
        (width for width in range(1, _LONGEST_REPEAT + 1) if folded == (folded[:width] * len(folded))[: len(folded)]), 0
    )
    return width > 0 or any(folded in run for run in _RUNS)


def _is_personal(password: str, phone: str | None, email: str | None, name: str) -> bool:
    folded = _folded(password)
    own_words = {_folded(word) for word in [*name.split(), "".join(name.split()), *(email or "").split("@", 1)[:1]]}
    if email and email in folded:
        return True
    is_word = bool({_core(word) for word in own_words} & ({_core(folded)} - {""}))
    own_digits = (phone or "")[-7:]
    return is_word or (bool(own_digits) and own_digits in re.sub(r"\D", "", folded))


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """A try to sign in may be judged."""


@dataclass(frozen=True, kw_only=True)
class Locked:
    """No try is judged before this moment, right or wrong."""

    until: datetime


TRIES = 5
_WINDOW = timedelta(hours=24)
_FIRST_LOCK = timedelta(minutes=15)
_LONGEST_LOCK = timedelta(hours=4)


def may_try(failures: Sequence[datetime], now: datetime) -> Allowed | Locked:
    """Whether one more try at a login is judged, given the failed ones since its last success, in any order.

    Every five failures lock it: 15 minutes, then 30, 60, up to four hours, so that a person who misremembers has five
    tries each time and a machine has some fifty a day. What is more than a day away no longer counts, also ahead,
    where a wrong clock put it.
    """
    recent = [moment for moment in failures if abs(now - moment) < _WINDOW]
    rounds, since_lock = divmod(len(recent), TRIES)
    if not recent or since_lock:
        return Allowed()
    until = min(max(recent), now) + min(_FIRST_LOCK * 2 ** (rounds - 1), _LONGEST_LOCK)
    return Locked(until=until) if until > now else Allowed()
