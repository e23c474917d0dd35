"""The time of the house. Nothing else reads it, so a test can stop it or move it.

Moments are aware and in UTC; a calendar day is a day in Tashkent.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

TASHKENT = timezone(timedelta(hours=5), "Asia/Tashkent")
"""All of Uzbekistan keeps UTC+5 and has had no summer time since 1992. A fixed offset needs no time-zone files,
which small machines often lack; every moment stored since then reads the same."""


class Clock:
    """The real time, unless a test has set or shifted it."""

    def __init__(self) -> None:
        self._stopped_at: datetime | None = None
        self._ahead = timedelta()

    def now(self) -> datetime:
        """This moment in UTC, to the microsecond."""
        return (self._stopped_at or datetime.now(UTC)) + self._ahead

    def monotonic(self) -> float:
        """Seconds that never run backwards, for measuring spans; moved by `shift`, not stopped by `set`."""
        return time.monotonic() + self._ahead.total_seconds()

    def set(self, moment: datetime) -> None:
        """Stop the clock at an aware moment; ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self._stopped_at, self._ahead = moment.astimezone(UTC), timedelta()

    def shift(self, **span: float) -> None:
        """Move on (or back) by a span in the words of `timedelta`: `shift(minutes=15)`."""
        self._ahead += timedelta(**span)

    def reset(self) -> None:
        """Back to the real time."""
        self._stopped_at, self._ahead = None, timedelta()


clock = Clock()


def now() -> datetime:
    """This moment in UTC, aware, to the microsecond."""
    return clock.now()


def today() -> date:
    """The calendar day in Uzbekistan."""
    return day_of(clock.now())


def day_of(moment: datetime) -> date:
    """The calendar day in Uzbekistan on which an aware moment falls."""
    return moment.astimezone(TASHKENT).date()


def monotonic() -> float:
    """Seconds that never run backwards, for measuring spans."""
    return clock.monotonic()


@contextmanager
def frozen(moment: datetime) -> Iterator[Clock]:
    """Stop the clock at a moment for a while; the clock handed over can be shifted. Afterwards the time is real."""
    clock.set(moment)
    try:
        yield clock
    finally:
        clock.reset()
