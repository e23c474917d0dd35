"""One-time codes: made from the walk's own secret, so that they are nowhere kept; alive for a while."""

import hashlib
import hmac
from datetime import datetime, timedelta

from app.content.types.scenarios import OneTimeCode
from app.practice.types import CodeTime, State

LONGER = 10
"""WCAG 2.2.1 asks for at least ten times as long."""


def code_of(secret: str, number: int, length: int) -> str:
    """The digits of the code that came `number`th."""
    digest = hmac.digest(secret.encode(), f"code {number}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest, 'big') % 10**length:0{length}}"


def is_alive(otp: OneTimeCode, state: State, now: datetime) -> bool:
    """Whether the code that came last may be used now."""
    if state.code_at is None:
        return False
    if state.code_time is CodeTime.OFF:
        return True
    return now <= state.code_at + timedelta(seconds=seconds_of(otp, state))


def seconds_of(otp: OneTimeCode, state: State) -> int:
    """How long a code lives, with the time that the learner has chosen."""
    return otp.seconds * (LONGER if state.code_time is CodeTime.LONG else 1)
