"""How somebody attended a meeting."""

from enum import StrEnum


class Presence(StrEnum):
    """How somebody attended a meeting."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    ABSENT = "absent"
    """Not there: also takes back a mark that was wrong."""


class MarkWay(StrEnum):
    """How a mark came about."""

    LIST = "list"
    CARD = "card"
    """The card was scanned at the door, or opened a session during the class."""
    SHEET = "sheet"
    """Entered from a signed sheet of paper."""
