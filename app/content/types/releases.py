"""All that is published, frozen, and the register of portal services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.content.types.courses import Course, CoursePath
from app.content.types.media import MediaFile
from app.content.types.quizzes import Quiz
from app.content.types.scenarios import Scenario
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class Service:
    """A row of the portal register."""

    key: str
    names: Mapping[Tag, str]
    address: str
    fee_bhm_percent: str | None
    term: Mapping[Tag, str]
    legal_basis: str | None
    sources_as_of: date | None
    checked_on: date | None
    checked_by: str | None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What brings people to lessons, in their words. `lessons` are named `<course>/<lesson>`."""

    key: str
    names: Mapping[Tag, str]
    lessons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Release:
    """All that is published, frozen; `digest` names it. Quizzes and scenarios are keyed `<course>/<key>`."""

    digest: str
    languages: tuple[Tag, ...]
    courses: tuple[Course, ...]
    quizzes: Mapping[str, Quiz]
    services: Mapping[str, Service]
    media: Mapping[str, MediaFile]
    """By digest."""
    paths: tuple[CoursePath, ...] = ()
    """Paths through the courses, by key."""
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    """Practice scenarios, in the order of a course's folder."""
    situations: tuple[Situation, ...] = ()
