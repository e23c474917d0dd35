"""Which backups stay: many young ones, few old ones, none that is older than people were told."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from app.operations.types import Keeping

LONGEST = timedelta(weeks=8)
"""What somebody had erased is gone from the backups after so long."""


def choose_kept(moments: Iterable[datetime], now: datetime, keeping: Keeping) -> frozenset[datetime]:
    """The moments whose backups stay: the last of each hour, day and week, so many of each; the newest always.

    What is older than `LONGEST` goes even when it would be counted.
    """
    newest_first = sorted(moments, reverse=True)
    young = [moment for moment in newest_first if now - moment <= LONGEST]
    kept = set(newest_first[:1])
    for slot, count in ((_hour, keeping.hours), (_day, keeping.days), (_week, keeping.weeks)):
        kept.update(_last_of_each(young, slot, count))
    return frozenset(kept)


def _last_of_each(newest_first: list[datetime], slot: Callable[[datetime], object], count: int) -> list[datetime]:
    last: dict[object, datetime] = {}
    for moment in newest_first:
        last.setdefault(slot(moment), moment)
    return list(last.values())[:count]


def _hour(moment: datetime) -> object:
    return moment.date(), moment.hour


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]
