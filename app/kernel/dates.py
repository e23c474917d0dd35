"""Dates as people write them, one pattern a language.

CLDR's Uzbek pattern («23-noyabr, 2026») is not what anybody writes, hence our own: «2026-yil 23-noyabr».
"""

from collections.abc import Mapping
from datetime import date

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
