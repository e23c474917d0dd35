"""Decisions about paths: given what is done, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CourseState:
    """Where a person is in one course of a path."""

    key: str
    ahead: tuple[str, ...]
    """Keys of the lessons not done yet, in order."""
    quiz: str | None
    """Key of the final quiz; None when there is none in this language."""
    is_passed: bool

    @property
    def is_finished(self) -> bool:
        """Passed, or read to the end where there is nothing to pass."""
        return self.is_passed or not (self.ahead or self.quiz)


@dataclass(frozen=True, kw_only=True)
class Step:
    """The one thing to do next: a lesson, or when all are done the quiz."""

    course: str
    lesson: str | None
    quiz: str | None


def next_step(states: Iterable[CourseState]) -> Step | None:
    """The step of the first course that is not finished; None when all are."""
    for state in states:
        if not state.is_finished:
            lesson = state.ahead[0] if state.ahead else None
            return Step(course=state.key, lesson=lesson, quiz=None if lesson else state.quiz)
    return None
