"""One spelling for a phone or an e-mail. Each `normalise_…` answers None for what it cannot take."""

import re
import unicodedata

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


def mask_login(phone: str | None, email: str | None) -> str:
    """A login with its middle hidden: its owner knows it again, and nobody learns it."""
    if phone:
        return f"{phone[:4]} {phone[4:6]} •••-••-{phone[-2:]}"
    name, _at, host = (email or "").partition("@")
    return f"{name[:1]}•••@{host}" if host else ""


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
