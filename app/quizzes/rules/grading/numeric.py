"""Numeric: one number, right within its bounds."""

from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.cloze import fits
from app.quizzes.rules.grading.marking import give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark


def grade(question: Question, response: Response, grading: Grading) -> Mark:  # noqa: ARG001 - the family's signature
    """All the points for a number within the bounds, else none, whatever the grading."""
    return give(question, response, Fraction(all(fits(gap, response.text) for gap in question.gaps)), {})
