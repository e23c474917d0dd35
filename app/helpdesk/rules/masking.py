"""Numbers that nobody should send us are hidden before a text is stored: PINFL, cards, phones, passports.

What is hidden becomes `••••`; the rest of the text stays. A sum of money («100 000 000») is no phone.
"""

import re
import unicodedata

HIDDEN = "••••"
_RUN = re.compile(r"\+?\d(?:[\s().\-\u2010-\u2015]{0,3}\d)+")
_SUM = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0.]\d{3})+")
_PASSPORT = re.compile(r"\b[A-Za-z]{2}[\s\-№]{0,2}\d{7}\b")
_PINFL = 14
_LONG = 12
"""Nothing that a lesson is about has so many digits without a space."""
_CARD = range(13, 20)
_LOCAL, _COUNTRY = 9, "998"
_ABROAD = range(8, 16)


def mask(text: str) -> str:
    """The text with such numbers hidden."""
    return _RUN.sub(lambda run: _mask_run(run.group()), _PASSPORT.sub(HIDDEN, text))


def _mask_run(run: str) -> str:
    """Hide the longest stretches of groups that are such a number; the other groups stay as they are."""
    if _SUM.fullmatch(run):
        return run
    groups = list(re.finditer(r"\+?\d+", run))
    kept, place, start = [], 0, 0
    while start < len(groups):
        end = next((end for end in range(len(groups), start, -1) if _is_secret(run, groups[start:end])), 0)
        if end:
            kept += [run[place : groups[start].start()], HIDDEN]
            place = groups[end - 1].end()
        start = end or start + 1
    return "".join([*kept, run[place:]])


def _is_secret(run: str, groups: list[re.Match[str]]) -> bool:
    text = run[groups[0].start() : groups[-1].end()]
    digits = "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
    if _SUM.fullmatch(text):
        return False
    is_card = len(digits) in _CARD and is_luhn(digits)
    return is_card or len(digits) == _PINFL or _is_phone(text, digits) or (len(groups) == 1 and len(digits) >= _LONG)


def _is_phone(text: str, digits: str) -> bool:
    if text.startswith("+"):
        return len(digits) in _ABROAD
    national = digits.removeprefix(_COUNTRY) if len(digits) == _LOCAL + len(_COUNTRY) else digits
    return len(national) == _LOCAL and not national.startswith("0")


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of ISO/IEC 7812-1, annex B, as on bank cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004 - the sum of the two digits of 10 to 18
    return total % 10 == 0
