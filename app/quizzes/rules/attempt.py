"""The states of an attempt and the moves between them: who may start, what may still be answered, what may be seen.

After a pass a person may take the quiz again as often as they like, without waiting: it is practice then, since the
pass and its certificate stay whatever comes after. Limits and cool-downs are for those who have not passed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.content.types import Feedback, Quiz
from app.quizzes.types import (
    UNANSWERED,
    AnswerClosedError,
    AttemptClosedError,
    AttemptState,
    Decision,
    NoneLeft,
    Paper,
    QuestionNotAskedError,
    Response,
    Resume,
    Start,
    Submission,
    WaitUntil,
)


def may_start(quiz: Quiz, *, submissions: Sequence[Submission], open_attempt_id: str | None, now: datetime) -> Decision:
    """Whether a person may begin, given all their ended attempts at this quiz and the open one.

    Someone waits at most one cool-down from now, even if the last attempt ended on a machine whose clock was ahead.
    """
    if open_attempt_id is not None:
        return Resume(attempt_id=open_attempt_id)
    if not submissions or any(one.is_passed for one in submissions):
        return Start()
    if quiz.attempts is not None and len(submissions) >= quiz.attempts:
        return NoneLeft()
    cooldown = timedelta(minutes=quiz.cooldown_minutes)
    until = min(max(one.at for one in submissions), now) + cooldown
    return WaitUntil(moment=until) if until > now else Start()


def attempts_left(quiz: Quiz, submissions: Sequence[Submission]) -> int | None:
    """How many attempts a person still has; None when there is no limit, or no longer one because they have passed."""
    if quiz.attempts is None or any(one.is_passed for one in submissions):
        return None
    return max(quiz.attempts - len(submissions), 0)


def takes_answer(
    feedback: Feedback,
    *,
    state: AttemptState,
    paper: Paper,
    question_id: str,
    given: Response | None,
    new: Response,
) -> bool:
    """Whether a response is to be saved over the one given before; False when it says the same and nothing is to do.

    A second click or a late copy of the same answer is therefore never an error. Raises QuestionNotAskedError,
    AttemptClosedError, or AnswerClosedError (its feedback was shown).
    """
    if not paper.asks(question_id):
        raise QuestionNotAskedError
    if new == (given or UNANSWERED):
        return False
    if state is AttemptState.SUBMITTED:
        raise AttemptClosedError
    if is_answer_closed(feedback, given):
        raise AnswerClosedError
    return True


def is_answer_closed(feedback: Feedback, given: Response | None) -> bool:
    """Immediate feedback closes a question as soon as something was answered."""
    return feedback is Feedback.IMMEDIATE and given is not None and not given.is_empty


def may_show_feedback(feedback: Feedback, *, state: AttemptState, given: Response | None) -> bool:
    """Whether a question's mark, feedback, explanation and right answer may be on the page now."""
    match feedback:
        case Feedback.NEVER:
            return False
        case Feedback.AFTER:
            return state is AttemptState.SUBMITTED
        case Feedback.IMMEDIATE:
            return state is AttemptState.SUBMITTED or is_answer_closed(feedback, given)
