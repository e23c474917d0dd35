"""What comes next on a path."""

import pytest

from app.courses.rules import CourseState, Step, next_step


def state(key, ahead=(), quiz="final", *, is_passed=False):
    return CourseState(key=key, ahead=tuple(ahead), quiz=quiz, is_passed=is_passed)


@pytest.mark.parametrize(
    ("states", "step"),
    [
        ([], None),
        ([state("a", ["x", "y"]), state("b", ["z"])], ("a", "x", None)),
        ([state("a", ["y"]), state("b", ["z"])], ("a", "y", None)),
        ([state("a"), state("b", ["z"])], ("a", None, "final")),
        ([state("a", is_passed=True), state("b", ["z"])], ("b", "z", None)),
        ([state("a", ["x"], is_passed=True), state("b", ["z"])], ("b", "z", None)),
        ([state("a", quiz=None), state("b", ["z"])], ("b", "z", None)),
        ([state("a", is_passed=True), state("b", quiz=None)], None),
    ],
    ids=str,
)
def test_the_next_step_is_in_the_first_course_that_is_not_finished(states, step):
    course, lesson, quiz = step or (None, None, None)
    assert next_step(states) == (Step(course=course, lesson=lesson, quiz=quiz) if step else None)
