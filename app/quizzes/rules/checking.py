"""Which questions may be answered outside an attempt, with the key told at once, as films and lessons ask them."""

from app.content.types import Course, Feedback, Quiz


def may_check(course: Course, quiz: Quiz) -> bool:
    """Only those of a quiz that shows what was right after each answer anyway, and never those of the final one."""
    return quiz.feedback is Feedback.IMMEDIATE and quiz.key != course.quiz
