"""Short text: a few words, right in any of the accepted spellings."""

from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.comparison import is_same_answer
from app.quizzes.rules.grading.marking import give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark


def grade(question: Question, response: Response, grading: Grading) -> Mark:  # noqa: ARG001 - the family's signature
    """All the points for an accepted text, else none, whatever the grading: half a word is not half right."""
    is_accepted = any(is_same_answer(response.text, accepted) for accepted in question.accepted)
    return give(question, response, Fraction(is_accepted), {})
