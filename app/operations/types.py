"""What those who run an installation are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.seals.types.keys import Trouble as SealTrouble


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


@dataclass(frozen=True, kw_only=True)
class LastBackup:
    """The newest backup, as far as it is known without opening it."""

    made_at: datetime
    is_sealed: bool
    is_proved: bool | None
    """What the last look through it has found; None before the first."""


@dataclass(frozen=True, kw_only=True)
class FailedJob:
    """A piece of work that was given up."""

    id: str
    kind: str
    failed_at: datetime
    fault: str


@dataclass(frozen=True, kw_only=True)
class State:
    """How an installation is at one moment: numbers only."""

    at: datetime
    version: str
    release: str
    disk_free: int
    """Bytes."""
    disk_total: int
    jobs_waiting: int
    oldest_due: datetime | None
    jobs_overdue: int
    failed_jobs: tuple[FailedJob, ...]
    letters: Mapping[str, int]
    """How many of the last seven days are in each state."""
    backup: LastBackup | None
    audit_node: str
    audit_head: str
    """NUMBER:SEAL; empty before the first entry."""
    issuing: SealTrouble | None = None
    """What keeps certificates from being issued; None when all is well."""


class Trouble(StrEnum):
    """What the administrator has to see to."""

    DISK = "disk"
    JOBS_WAIT = "jobs-wait"
    JOBS_FAILED = "jobs-failed"
    LETTERS = "letters"
    NO_BACKUP = "no-backup"
    OLD_BACKUP = "old-backup"
    BAD_BACKUP = "bad-backup"
    NO_RELEASE = "no-release"
    NO_ISSUING = "no-issuing"
