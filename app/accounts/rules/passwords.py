"""What a password must not be."""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

PASSWORD_SHORTEST = 8
PASSWORD_LONGEST = 200
"""Characters. A longer one is refused before it is hashed, at sign-in too."""


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
    lines = (Path(__file__).parents[1] / "data" / "common-passwords.txt").read_text("utf-8").splitlines()
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
