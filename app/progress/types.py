"""What other rooms may know of what a learner has done."""

from dataclasses import dataclass
from datetime import datetime

from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class PassFacts:
    """A pass of a course."""

    id: str
    person_id: str
    course_key: str
    release: str
    language: Tag
    percent: int
    passed_at: datetime


@dataclass(frozen=True, kw_only=True)
class CourseProgress:
    """Where a person is in a course that they have begun."""

    done: frozenset[str]
    """Keys of the lessons done, in whichever language."""
    is_passed: bool
