"""Multiple choice: all that are right, and no other."""

from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import choice_verdicts, exact, give
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """Right minus wrong over all that is right, never below nothing; or everything for exactly the right set.

    The plus/minus method (Betts et al. 2022, doi 10.1177/0013164421994636; in Canvas LMS "partial credit with
    penalty"): with n right options each right one chosen earns 1/n and each wrong one takes 1/n away, so that ticking
    everything does not pay. Written weights go the same way: a right option earns its weight, a wrong one takes its
    negative weight or, where none is written, as much as an average right one earns.
    """
    weights = {option.key: exact(option.weight) for option in question.options}
    right = frozenset(key for key, weight in weights.items() if weight > 0)
    if grading is Grading.ALL_OR_NOTHING:
        share = Fraction(right == frozenset(response.chosen))
    else:
        share = _right_minus_wrong(weights, right, response.chosen)
    return give(question, response, share, choice_verdicts(question, response, right))


def _right_minus_wrong(weights: dict[str, Fraction], right: frozenset[str], chosen: tuple[str, ...]) -> Fraction:
    if not right:
        return Fraction(0)
    total = sum((weights[key] for key in right), Fraction(0))
    plain_wrong = -total / len(right)
    return sum((weights[key] or plain_wrong for key in chosen), Fraction(0)) / total
