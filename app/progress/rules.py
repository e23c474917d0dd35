"""When a person is reminded of a course, and how: seldom, by day, and never after the pass."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time, timedelta

from app.kernel.clock import TASHKENT
from app.progress.types import LearnerFacts

IDLE = timedelta(days=7)
APART = timedelta(days=7)
MOST = 3
"""Reminders of one course to one person, ever."""
FROM, UNTIL = time(10), time(19)
"""In Tashkent. Nobody wants a message of a course at night."""
PREFERRED = ("telegram", "sms", "email")


def is_time_to_write(now: datetime) -> bool:
    """Whether reminders may be sent at this moment."""
    return FROM <= now.astimezone(TASHKENT).time() < UNTIL


def end_of_day(now: datetime) -> datetime:
    """Until when a reminder of this day may leave."""
    return datetime.combine(now.astimezone(TASHKENT).date(), UNTIL, TASHKENT)


def courses_to_remind(learner: LearnerFacts, now: datetime) -> Iterator[str]:
    """The courses of which this person may be reminded now, the one that they last were in first.

    Whoever did anything within the last week, in whichever course, needs no reminder; nor whoever had one.
    """
    if not learner.wants_reminders:
        return
    deeds = [one.last_at for one in learner.courses.values() if one.last_at is not None]
    reminded = [one.reminded_at for one in learner.courses.values() if one.reminded_at is not None]
    if not deeds or now - max(deeds) < IDLE or any(now - at < APART for at in reminded):
        return
    open_ones = [
        (one.last_at, key)
        for key, one in learner.courses.items()
        if one.last_at is not None and not one.is_passed and one.reminders < MOST
    ]
    yield from (key for _last_at, key in sorted(open_ones, reverse=True))


def choose_channel(addresses: Mapping[str, str] | Collection[str], can: Collection[str]) -> str | None:
    """The way by which a person is written to: Telegram when they have bound it, else SMS, else e-mail."""
    return next((channel for channel in PREFERRED if channel in addresses and channel in can), None)
