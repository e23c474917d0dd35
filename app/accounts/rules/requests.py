"""How many codes one login may ask for, and how many guesses one code bears."""

from collections.abc import Sequence
from datetime import datetime, timedelta

GUESSES = 5
MESSAGE_LIVES = timedelta(minutes=10)
STAFF_LIVES = timedelta(hours=24)
_AN_HOUR = (timedelta(hours=1), 3)
_A_DAY = (timedelta(days=1), 10)


def may_ask(asked: Sequence[datetime], now: datetime) -> bool:
    """Whether one more code may be sent, given the moments of earlier requests: three an hour, ten a day."""
    return all(sum(abs(now - moment) < span for moment in asked) < most for span, most in (_AN_HOUR, _A_DAY))
