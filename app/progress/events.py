"""What learners achieve."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CoursePassed(Event):
    """A person has passed the final quiz of a course."""

    pass_id: str
    person_id: str
    course_key: str
