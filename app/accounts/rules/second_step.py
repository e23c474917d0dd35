"""The second step of signing in: a code of the moment (TOTP, RFC 6238), or a recovery code."""

import base64
import hmac
import re
import secrets
from datetime import datetime

import pyotp

SECONDS = 30
DRIFT = 1
"""Steps that a phone's clock may be off, each way."""
RECOVERY_CODES = 10
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: no i, l, o, u."""
_RECOVERY_LENGTH = 10
_TYPED_LIMIT = 60
_SECRET_BYTES = 20
_MEANT = str.maketrans({"o": "0", "i": "1", "l": "1"})


def derive_secret(key: str, *words: str) -> str:
    """A secret of 160 bits that this key makes out of these words, the same each time; base 32."""
    return base64.b32encode(hmac.digest(key.encode(), "\0".join(words).encode(), "sha256")[:_SECRET_BYTES]).decode()


def step_of(moment: datetime) -> int:
    """The half minute that a moment lies in."""
    return int(moment.timestamp()) // SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of this half minute."""
    return str(pyotp.TOTP(secret).generate_otp(step))


def next_code(secret: str, now: datetime, last_step: int) -> str:
    """The first code that would be taken now; that of the moment, unless it was taken already."""
    return code_at(secret, max(step_of(now), min(last_step + 1, step_of(now) + DRIFT)))


def match_code(secret: str, typed: str, now: datetime, last_step: int) -> int | None:
    """The half minute whose code was typed; None when it is of none near now, or of one that was used."""
    code = _digits(typed)
    if code is None:
        return None
    here = step_of(now)
    steps = (step for step in range(here - DRIFT, here + DRIFT + 1) if step > last_step)
    return next((step for step in steps if hmac.compare_digest(code_at(secret, step), code)), None)


def _digits(typed: str) -> str | None:
    """Six digits, however they are grouped."""
    code = re.sub(r"[\s-]", "", typed[:_TYPED_LIMIT])
    return code if re.fullmatch(r"[0-9]{6}", code) else None


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 50 random bits each, in two groups."""
    codes = ("".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def normalise_recovery(typed: str) -> str | None:
    """The recovery code that a person means; None when it cannot be one."""
    if len(typed) > _TYPED_LIMIT:
        return None
    plain = re.sub(r"[\s-]", "", typed).lower().translate(_MEANT)
    if len(plain) != _RECOVERY_LENGTH or not set(plain) <= set(_ALPHABET):
        return None
    return f"{plain[:5]}-{plain[5:]}"


def grouped(secret: str) -> str:
    """A secret in groups of four, to be typed by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def setup_address(secret: str, login: str, issuer: str) -> str:
    """What the QR code says to an authenticator (the `otpauth:` scheme)."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer))
