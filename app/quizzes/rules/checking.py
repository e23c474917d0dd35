"""Which questions may be answered outside an attempt, with the key told at once, as films ask them."""

from app.content.types.courses import Course
from app.content.types.quizzes import Feedback, Question, QuestionKind, Quiz

KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUEFALSE, QuestionKind.SHORT})
"""Kinds whose page needs no paper: nothing in their fields depends on the order in which things are shown."""


def may_check(course: Course, quiz: Quiz, question: Question) -> bool:
    """Only those of a quiz that shows what was right after each answer anyway, and never those of the final one."""
    return question.kind in KINDS and quiz.feedback is Feedback.IMMEDIATE and quiz.key != course.quiz
