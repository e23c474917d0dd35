"""Centres, groups, meetings, who teaches."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.kernel.errors import ConflictError
from app.kernel.locale import Tag
from app.kernel.permissions import Scope, ScopeKind


class CentreKind(StrEnum):
    """What sort of place it is."""

    LIBRARY = "library"
    SERVICE = "service"
    """A public service centre (DXM)."""
    DIGITAL = "digital"
    """A digital education centre."""
    YOUTH = "youth"
    MAHALLA = "mahalla"
    SCHOOL = "school"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class CentreFacts:
    """A centre."""

    id: str
    code: str
    name: str
    kind: CentreKind
    region: str
    district: str
    address: str
    contact: str
    phone: str
    is_closed: bool

    @property
    def places(self) -> tuple[Scope, ...]:
        """Where it lies, for `demand`."""
        return (Scope(kind=ScopeKind.CENTRE, key=self.id), Scope(kind=ScopeKind.REGION, key=self.region))


@dataclass(frozen=True, kw_only=True)
class CohortFacts:
    """A group."""

    id: str
    code: str
    title: str
    key: str
    """Of the course; of a path `paths/<key>`."""
    language: Tag
    starts_on: date
    ends_on: date
    room: str
    seats: int
    is_public: bool
    is_closed: bool
    centre: CentreFacts

    @property
    def places(self) -> tuple[Scope, ...]:
        """Where it lies, for `demand`: its trainers hold it, its centre's manager the centre."""
        return (Scope(kind=ScopeKind.COHORT, key=self.id), *self.centre.places)


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """One class of a group."""

    id: str
    number: int
    """Its place among those of the group that are not cancelled, from 1."""
    begins_at: datetime
    ends_at: datetime
    plan: tuple[str, ...]
    """Lessons, each `<course key>/<lesson key>`."""
    has_quiz: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class Trainer:
    """Somebody who teaches a group."""

    grant_id: str
    person_id: str
    name: str


class NoSeatsError(ConflictError):
    """The group is full."""


class ClosedError(ConflictError):
    """The centre or the group is closed."""
