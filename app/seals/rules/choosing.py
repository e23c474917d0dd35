"""Which key signs. One rule: only a key whose window holds the day, and of those the newest."""

from collections.abc import Iterable
from datetime import date

from app.seals.types.keys import KeyRecord, KeyUse


def choose_key(keys: Iterable[KeyRecord], use: KeyUse, day: date) -> KeyRecord | None:
    """The newest key of this use that may sign on this day."""
    fit = [one for one in keys if one.use is use and one.window.holds(day)]
    return max(fit, key=_age, default=None)


def newest_open(keys: Iterable[KeyRecord], use: KeyUse) -> KeyRecord | None:
    """The key in use: the newest that is neither closed nor withdrawn, whatever day it is."""
    is_open = [one for one in keys if one.use is use and one.window.ends_on is None and one.window.withdrawn_on is None]
    return max(is_open, key=_age, default=None)


def _age(record: KeyRecord) -> tuple[object, ...]:
    return record.window.starts_on, record.made_at, record.id
