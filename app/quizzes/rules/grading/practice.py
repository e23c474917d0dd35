"""A practice scenario: the share of its points that a walk in test mode has earned."""

from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """The share that was earned; when part of an answer earns nothing, all of it or none."""
    share = Fraction(response.practice or "0")
    return give(question, response, share if grading is Grading.PARTIAL else Fraction(int(share)), {})
