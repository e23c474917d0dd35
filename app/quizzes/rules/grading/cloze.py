"""Cloze: gaps in a sentence, each filled by itself."""

from app.content.types.quizzes import Gap, GapKind, Grading, Question
from app.kernel.numbers import read_number
from app.quizzes.rules.comparison import is_same_answer
from app.quizzes.rules.grading.marking import give, share_of
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark, Verdict


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """Each of n gaps filled rightly earns 1/n, a wrong or open one nothing; or all for all n (PS1/n, as to match)."""
    verdicts = {gap.key: _verdict(gap, response.gaps.get(gap.key, "")) for gap in question.gaps}
    return give(question, response, share_of(verdicts, grading), verdicts)


def fits(gap: Gap, given: str) -> bool:
    """Whether what was written or picked is right: a number within its bounds, both of them right, is."""
    match gap.kind:
        case GapKind.CHOICE:
            return given == gap.right
        case GapKind.NUMBER:
            number, least, most = read_number(given), read_number(gap.least), read_number(gap.most)
            return number is not None and least is not None and most is not None and least <= number <= most
        case GapKind.TEXT:
            return any(is_same_answer(given, accepted) for accepted in gap.accepted)


def _verdict(gap: Gap, given: str) -> Verdict:
    if not given:
        return Verdict.MISSED
    return Verdict.RIGHT if fits(gap, given) else Verdict.WRONG
