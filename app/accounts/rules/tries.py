"""How many tries to sign in are judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


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
