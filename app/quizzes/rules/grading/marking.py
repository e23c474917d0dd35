"""From the share of a question that was earned to its mark. All graders end here, so all marks keep the same bounds."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from app.content.types.quizzes import Grading, Question
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark, Outcome, Verdict

Grader = Callable[[Question, Response, Grading], Mark]


def exact(number: float) -> Fraction:
    """The decimal that an author wrote: 0.1 is one tenth, not its binary neighbour."""
    return Fraction(str(number))


def give(question: Question, response: Response, share: Fraction, verdicts: Mapping[str, Verdict]) -> Mark:
    """The mark for a share of the points; a share outside [0, 1] is brought inside, no answer earns nothing."""
    possible = exact(question.points)
    share = Fraction(0) if response.is_empty else min(max(share, Fraction(0)), Fraction(1))
    return Mark(
        points=share * possible,
        possible=possible,
        outcome=_outcome(share, is_empty=response.is_empty),
        verdicts=verdicts,
    )


def _outcome(share: Fraction, *, is_empty: bool) -> Outcome:
    if is_empty:
        return Outcome.UNANSWERED
    if share == 1:
        return Outcome.RIGHT
    return Outcome.PARTLY if share else Outcome.WRONG


def share_of(verdicts: Mapping[str, Verdict], grading: Grading) -> Fraction:
    """The share of parts that are right; or everything for all of them."""
    rightly = sum(verdict is Verdict.RIGHT for verdict in verdicts.values())
    if grading is Grading.ALL_OR_NOTHING:
        return Fraction(rightly == len(verdicts))
    return Fraction(rightly, max(len(verdicts), 1))


def choice_verdicts(question: Question, response: Response, right: frozenset[str]) -> dict[str, Verdict]:
    """Verdicts on options that are chosen or left: chosen and right, chosen and wrong, right but left."""
    chosen = frozenset(response.chosen)
    verdicts = dict.fromkeys(right - chosen, Verdict.MISSED)
    verdicts |= {key: Verdict.RIGHT if key in right else Verdict.WRONG for key in chosen}
    return {option.key: verdicts[option.key] for option in question.options if option.key in verdicts}
