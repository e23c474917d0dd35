"""Which personal data the site holds, in people's words: made of what every table declares."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from app.infra.database import Table
from app.infra.personal import Keep
from app.infra.traces import models_of

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_l("Hisobingiz va saytga kirish"), ("accounts",)),
    (_l("Oʻqishingiz va natijalaringiz"), ("courses", "practice", "quizzes", "progress")),
    (_l("Oʻquv markazidagi darslaringiz"), ("centres",)),
    (_l("Sertifikatlaringiz"), ("certificates",)),
    (_l("Savollaringiz va darslar haqida yozganingiz"), ("helpdesk",)),
    (_l("Maʼlumotni olish va oʻchirish soʻrovlari"), ("privacy",)),
    (_l("Xabarlar va xizmat yozuvlari"), ("infra",)),
)
"""Rooms by what they mean to a person; a room that keeps personal data stands in one of them."""
UNTIL = {
    Keep.ACCOUNT: _l("hisobingiz oʻchirilguncha"),
    Keep.RECORD: _l("hisob oʻchirilgach ham qoladi, lekin kimniki ekani bilinmaydi"),
    Keep.PROOF: _l("doimiy: qonun yoki javobgarlik talab qiladi; ismingizsiz"),
    Keep.SENT: _l("xabar yuborilguncha"),
    Keep.DAY: _l("bir kun"),
    Keep.WEEK: _l("bir hafta"),
    Keep.MONTH: _l("ish tugagach, 30 kun"),
    Keep.QUARTER: _l("90 kun"),
    Keep.HALF_YEAR: _l("180 kun"),
    Keep.YEAR: _l("bir yil"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of data."""

    what: str
    why: str
    until: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Kinds of data that belong together for a person."""

    title: str
    lines: tuple[Line, ...]


def list_groups() -> list[Group]:
    """All that tables declare, in the reader's language, equal lines once."""
    said: set[Line] = set()
    groups = []
    for title, rooms in GROUPS:
        lines = tuple(line for line in _lines(rooms) if line not in said)
        said.update(lines)
        groups.append(Group(title=str(title), lines=lines))
    return [group for group in groups if group.lines]


def list_rooms() -> set[str]:
    """The rooms whose tables hold personal data."""
    models = [mapper.class_ for mapper in Table.registry.mappers]
    return {model.__tablename__.partition("_")[0] for model in models if model.__pii__}


def _lines(rooms: tuple[str, ...]) -> tuple[Line, ...]:
    declared = [pii for room in rooms for model in models_of(room) for pii in model.__pii__.values()]
    lines = [Line(what=str(pii.what), why=str(pii.why), until=str(UNTIL[pii.keep])) for pii in declared]
    return tuple(dict.fromkeys(lines))
