"""True or false: a judgement on each of several statements."""

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import give, share_of
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark, Verdict


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """Each of n statements judged rightly earns 1/n, a wrong or open one nothing; or all for all n right.

    Method PS1/n, found more reliable than all-or-nothing (Lahner et al. 2018, doi 10.1007/s10459-017-9805-y).
    """
    verdicts = {option.key: _verdict(response.truths.get(option.key), option.is_right) for option in question.options}
    return give(question, response, share_of(verdicts, grading), verdicts)


def _verdict(judged: bool | None, truth: bool) -> Verdict:  # noqa: FBT001 - truth values are the matter here
    if judged is None:
        return Verdict.MISSED
    return Verdict.RIGHT if judged is truth else Verdict.WRONG
