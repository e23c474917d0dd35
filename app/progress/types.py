"""What other rooms may know of what a learner has done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.locale import Tag
from app.quizzes.types.attempts import SittingFacts


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
    sitting: SittingFacts | None = None
    """How the attempt was made, where staff has said it."""


@dataclass(frozen=True, kw_only=True)
class CourseProgress:
    """Where a person is in a course that they have begun."""

    done: frozenset[str]
    """Keys of the lessons done, in whichever language."""
    is_passed: bool
    last_at: datetime | None = None
    """When they last did something in it."""


@dataclass(frozen=True, kw_only=True)
class Learning:
    """Where a person is in all that they have begun."""

    begun: Mapping[str, CourseProgress]
    """By the course's key."""
    wants_reminders: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """What comes next in a course: a lesson, or the quiz when all lessons are done."""

    course_key: str
    lesson_key: str | None = None
    title: str = ""
    minutes: int = 0
    quiz_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class CourseFacts(CourseProgress):
    """A course that a person has begun, with what we wrote to them about it."""

    reminders: int = 0
    reminded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LearnerFacts:
    """What decides whether a person is reminded."""

    courses: Mapping[str, CourseFacts]
    wants_reminders: bool = True


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Somebody who can be written to."""

    key: str
    """Orders learners; to go on after."""
    person_id: str
    language: Tag
    addresses: Mapping[str, str]
    """By channel."""
    facts: LearnerFacts


class ChoiceWay(StrEnum):
    """From where a person said whether they want reminders."""

    PAGE = "page"
    """From their own page, signed in."""
    LINK = "link"
    """By the link in a message."""
    MAILBOX = "mailbox"
    """By their mailbox's own button (RFC 8058)."""
