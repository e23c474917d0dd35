"""What happens in courses."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LessonCompleted(Event):
    """A person has marked a lesson as done, for the first time here."""

    person_id: str
    course_key: str
    lesson_key: str
