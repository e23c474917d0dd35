"""What other rooms may know of courses beyond the release."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CourseDates:
    """When a course was published first, and when it last changed."""

    first_id: str
    """Of the fact that it was published first: names it for ever."""
    first_at: datetime
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class LessonDone:
    """A lesson that somebody has done."""

    course_key: str
    lesson_key: str
    at: datetime
