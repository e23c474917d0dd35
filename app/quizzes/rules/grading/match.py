"""Match: to each left side one of the right sides, of which some belong to none."""

from app.content.types.quizzes import Grading, Question
from app.quizzes.rules.grading.marking import give, share_of
from app.quizzes.types.answers import Response
from app.quizzes.types.grades import Mark, Verdict


def grade(question: Question, response: Response, grading: Grading) -> Mark:
    """Each of n left sides with its own right side earns 1/n, any other nothing; or all for all n.

    Each pair is a small choice of its own (method PS1/n, as for statements: Lahner et al. 2018,
    doi 10.1007/s10459-017-9805-y). A distractor earns nothing and takes nothing: it makes the last pair a choice too.
    """
    verdicts = {option.key: _verdict(option.key, response) for option in question.options}
    return give(question, response, share_of(verdicts, grading), verdicts)


def _verdict(key: str, response: Response) -> Verdict:
    if key not in response.pairs:
        return Verdict.MISSED
    return Verdict.RIGHT if response.pairs[key] == key else Verdict.WRONG
