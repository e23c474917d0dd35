"""What attendance is called, in the reader's language."""

from flask_babel import gettext as _

from app.centres.rules.marking import Said
from app.centres.types.attendance import MarkWay, Presence
from app.kernel.clock import TASHKENT

CHOICES = (Presence.PRESENT, Presence.LATE, Presence.LEFT_EARLY, Presence.ABSENT)
"""In the order of the buttons."""


def presence_text(state: Presence) -> str:
    """How somebody attended."""
    words = {
        Presence.PRESENT: _("Keldi"),
        Presence.LATE: _("Kech keldi"),
        Presence.LEFT_EARLY: _("Erta ketdi"),
        Presence.ABSENT: _("Kelmadi"),
    }
    return str(words[state])


def way_text(way: MarkWay) -> str:
    """How a mark came about."""
    words = {
        MarkWay.LIST: _("roʻyxatdan"),
        MarkWay.CARD: _("karta bilan"),
        MarkWay.SHEET: _("qogʻozdan"),
    }
    return str(words[way])


def said_text(said: Said, names: dict[str, str]) -> str:
    """One mark of a history: «10:02, Kech keldi, karta bilan: Jasur Toʻxtayev»."""
    at = f"{said.at.astimezone(TASHKENT):%d.%m %H:%M}"
    return f"{at}, {presence_text(said.state)}, {way_text(said.way)}: {names.get(said.by, '–')}"
