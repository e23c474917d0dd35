"""Which backups stay (many young ones, few old ones, none that is older than people were told), and what is amiss."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from app.operations.types import Keeping, State, Trouble

LONGEST = timedelta(weeks=8)
"""What somebody had erased is gone from the backups after so long."""
LEAST_FREE = 1 << 30
LEAST_FREE_SHARE = 0.1
LONGEST_WAIT = timedelta(minutes=15)
"""A job that is due longer than this says that nobody works."""
OLDEST_BACKUP = timedelta(hours=36)
FAILED_LETTERS = ("refused", "doubtful", "expired")


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


def find_troubles(state: State) -> tuple[Trouble, ...]:
    """What the administrator has to see to, the worst first."""
    return tuple(_troubles(state))


def _troubles(state: State) -> Iterator[Trouble]:
    if is_disk_low(state.disk_free, state.disk_total):
        yield Trouble.DISK
    if not state.release:
        yield Trouble.NO_RELEASE
    if state.issuing is not None:
        yield Trouble.NO_ISSUING
    if state.backup is None:
        yield Trouble.NO_BACKUP
    elif state.at - state.backup.made_at > OLDEST_BACKUP:
        yield Trouble.OLD_BACKUP
    if state.backup is not None and state.backup.is_proved is False:
        yield Trouble.BAD_BACKUP
    if state.jobs_overdue or (state.oldest_due is not None and state.at - state.oldest_due > LONGEST_WAIT):
        yield Trouble.JOBS_WAIT
    if state.failed_jobs:
        yield Trouble.JOBS_FAILED
    if any(state.letters.get(one) for one in FAILED_LETTERS):
        yield Trouble.LETTERS


def is_disk_low(free: int, total: int) -> bool:
    """Whether writing may soon stop: less than a gigabyte, or than a tenth of a small disk."""
    return free < LEAST_FREE or free < min(LEAST_FREE_SHARE * total, 5 * LEAST_FREE)
