"""Terms of the two wishes that a person has over their data: to have it, and to be erased."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.errors import ConflictError, GoneError

COOLING = timedelta(days=14)
"""How long a person may change their mind about being erased."""
EXPORT_LIFE = timedelta(hours=24)
"""How long an archive waits to be fetched."""
GRACE = timedelta(hours=1)
"""How long a fetched archive's file stays, so that a slow line can finish."""
LATE = timedelta(minutes=15)
"""An archive that takes longer is called late, and may be asked for again."""
MOST_A_DAY = 5


class ExportState(StrEnum):
    """Where an archive is."""

    MAKING = "making"
    LATE = "late"
    READY = "ready"
    FETCHED = "fetched"


@dataclass(frozen=True, kw_only=True)
class ExportFacts:
    """An archive that was asked for."""

    id: str
    person_id: str
    language: str
    state: ExportState
    asked_at: datetime
    until: datetime | None
    """When it is gone; None before it is ready."""
    size: int


@dataclass(frozen=True, kw_only=True)
class WishFacts:
    """A wish to be erased that stands."""

    id: str
    person_id: str
    wished_at: datetime
    due_at: datetime
    is_due: bool
    """From then on it cannot be taken back."""


class NotReadyError(GoneError):
    """There is no archive to fetch: not made yet, fetched before, or over."""


class HoldsRolesError(ConflictError):
    """Somebody who answers for others hands that over first."""


class WishOverError(ConflictError):
    """The time to change one's mind is over, or nothing was wished."""
