"""Dates as people write them, one pattern a language.

CLDR's Uzbek pattern («23-noyabr, 2026») is not what anybody writes, hence our own: «2026-yil 23-noyabr».
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from app.kernel import clock
from app.kernel.locale import EN, KAA, RU, UZ, UZ_CYRL, Tag

_NAMES: Mapping[Tag, str] = {
    UZ: "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    UZ_CYRL: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    RU: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    KAA: "yanvar fevral mart aprel may iyun iyul avgust sentyabr oktyabr noyabr dekabr",
    EN: "January February March April May June July August September October November December",
}
MONTHS: Mapping[Tag, tuple[str, ...]] = {tag: tuple(names.split()) for tag, names in _NAMES.items()}
"""Month names in the case that follows a day number."""

_PATTERNS: Mapping[Tag, str] = {
    UZ: "{year}-yil {day}-{month}",
    UZ_CYRL: "{year} йил {day} {month}",
    RU: "{day} {month} {year} года",
    KAA: "{year}-jıl {day}-{month}",
    EN: "{day} {month} {year}",
}


def format_date(day: date, tag: str) -> str:
    """The day in full: «2026-yil 23-noyabr», «2026 йил 23 ноябрь», «23 ноября 2026 года».

    A moment is a date too: bring it to the reader's time zone first. KeyError for a language that we do not have.
    """
    month = MONTHS[Tag(tag)][day.month - 1]
    return _PATTERNS[Tag(tag)].format(year=day.year, day=day.day, month=month)


_LONGEST = 40
_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)[./](?P<m2>\d\d?)[./](?P<y2>\d{4})", re.ASCII)
_TIME = re.compile(r"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::00)?", re.ASCII)


def read_day(typed: str) -> date | None:
    """A day as people here or their browsers write it; None when it is none up to a hundred years from now."""
    found = _DAY.fullmatch(typed.strip()) if len(typed) <= _LONGEST else None
    if found is None:
        return None
    year, month, day = (found[name] or found[f"{name}2"] for name in "ymd")
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if read.year <= clock.today().year + 100 else None


def read_time(typed: str) -> time | None:
    """A time of day as people here or their browsers write it: «9:30», «09.30»; None when it is none."""
    found = _TIME.fullmatch(typed.strip()) if len(typed) <= _LONGEST else None
    return time(int(found["h"]), int(found["m"])) if found else None


def at(day: date, moment: time) -> datetime:
    """The moment when it is so late on this day in Tashkent, in UTC."""
    return datetime.combine(day, moment, clock.TASHKENT).astimezone(UTC)
