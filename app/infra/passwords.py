"""Passwords as Argon2id hashes (RFC 9106), 19 MiB and two passes: the OWASP minimum.

It is chosen so that many people signing in at once do not exhaust a small machine. Hashing takes tens of
milliseconds: never inside a transaction.
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _HASHER.hash(password.encode("utf-8", "surrogatepass"))


def is_password(password: str, kept: str | None) -> bool:
    """Whether this is the password; without a kept hash it takes as long, and is not."""
    try:
        return _HASHER.verify(kept or _nobody(), password.encode("utf-8", "surrogatepass")) and kept is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
