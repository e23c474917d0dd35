"""Passwords as Argon2id hashes (RFC 9106), 19 MiB and two passes: the OWASP minimum.

It is chosen so that many people signing in at once do not exhaust a small machine; those who come together wait for
each other. Hashing takes tens of milliseconds: never inside a transaction.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
"""How many hashes a process computes at a time: sixty at once took 1.1 GB, and no less time."""
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_desk = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
"""Threads of their own, since each that has ever hashed may keep its 19 MiB: with a semaphore it was 305 MB."""


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _desk.submit(_HASHER.hash, _bytes(password)).result()


def is_password(password: str, kept: str | None) -> bool:
    """Whether this is the password; without a kept hash it takes as long, and is not. Nor is it with a damaged one."""
    try:
        return _desk.submit(_HASHER.verify, kept or _nobody(), _bytes(password)).result() and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


@cache
def _nobody() -> str:
    return hash_password("nobody has this password")
