"""Single choice: one of several options."""

from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import choice_verdicts, exact, give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """The chosen option's written weight of the points; with all-or-nothing only the right option earns."""
    share = sum((exact(option.weight) for option in question.options if option.key in response.chosen), Fraction(0))
    if grading is Grading.ALL_OR_NOTHING and share < 1:
        share = Fraction(0)
    right = frozenset(option.key for option in question.options if option.is_right)
    return give(question, response, share, choice_verdicts(question, response, right))
