"""Essay: words of one's own, which no machine judges."""

from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import exact, give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark, Outcome


def grade(question: Question, response: Response, grading: Grading) -> Mark:  # noqa: ARG001 - the family's signature
    """Awaiting a trainer, without points so far; what was left empty waits for nobody and earns nothing."""
    if response.is_empty:
        return give(question, response, Fraction(0), {})
    return Mark(points=Fraction(0), possible=exact(question.points), outcome=Outcome.AWAITING, verdicts={})
