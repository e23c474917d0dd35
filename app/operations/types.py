"""What those who run an installation are told."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Level(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    about: str
    says: str
    do: str = ""
    """What to do; empty when nothing is to be done."""


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How many backups are kept: the newest of each of so many hours, days, weeks."""

    hours: int = 24
    days: int = 14
    weeks: int = 8


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came of a restore."""

    old_node: str
    node_id: str
    kept_as: str
    """Where what was there before lies now: in the data folder, and on PostgreSQL the end of the database's name."""
    kept: Path
    notes: tuple[str, ...]
