"""What happens in quizzes."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AttemptStarted(Event):
    """A person has begun a quiz."""

    attempt_id: str
    person_id: str
    course_key: str
    quiz_key: str


@dataclass(frozen=True, kw_only=True)
class AttemptSubmitted(Event):
    """An attempt has ended and is graded; the grade never changes."""

    submission_id: str
    attempt_id: str
    person_id: str
    course_key: str
    quiz_key: str
    release: str
    language: str
    percent: int
    is_passed: bool


@dataclass(frozen=True, kw_only=True)
class SittingTold(Event):
    """Staff has said how an attempt was made: supervised, unassisted, or not."""

    attempt_id: str
    person_id: str
