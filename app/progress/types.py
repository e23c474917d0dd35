"""What other rooms may know of a pass."""

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
