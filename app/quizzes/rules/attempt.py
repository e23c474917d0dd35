"""The states of an attempt and the moves between them: who may start, what may still be answered, what may be seen.

After a pass a person may take the quiz again as often as they like, without waiting: it is practice then, since the
pass and its certificate stay whatever comes after. Limits and cool-downs are for those who have not passed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.content.types.quizzes import Feedback, Quiz
from app.quizzes.rules.response import text_of
from app.quizzes.types.answers import UNANSWERED, Given, Response
from app.quizzes.types.attempts import (
    NO_EXTRA_TIME,
    AttemptState,
    Decision,
    ExtraTime,
    NoneLeft,
    Receipt,
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


def receive(feedback: Feedback, *, is_over: bool, given: Given | None, new: Response, stamp: int | None) -> Receipt:
    """What becomes of an answer that has arrived, given the one that counts now.

    | the answer                                             | outcome | a row | counts                 |
    |--------------------------------------------------------|---------|-------|------------------------|
    | without a stamp, says what is kept already             | same    | no    | what is kept           |
    | the very one that is kept (stamp and all)              | same    | no    | what is kept           |
    | with a stamp below that of the one kept                | older   | no    | what is kept           |
    | with the same stamp, and less in the order of texts    | older   | no    | what is kept           |
    | another one, its question's feedback was shown         | closed  | no    | what is kept           |
    | another one, after the end or after the time           | late    | yes   | what is kept           |
    | the same late one again                                | late    | no    | what is kept           |
    | any other                                              | saved   | yes   | this one               |

    A stamp is a Lamport counter (Lamport 1978, doi 10.1145/359545.359563): one more than the greatest that the device
    has seen of this question. Answers that carry one are therefore ordered wherever and however often they arrive; two
    devices that count alike are told apart by what they say. A plain form carries none: it is what a person has just
    sent, and counts as the newest. A page on which nothing was touched sends the stamp that it was made with, 0 before
    the first answer: it takes back nothing that came from elsewhere meanwhile.
    """
    kept = given.response if given else UNANSWERED
    if not stamp and new == kept:
        return Receipt.SAME
    if stamp is not None and given is not None and _place(stamp, new) <= _place(given.stamp, kept):
        return Receipt.SAME if (stamp, new) == (given.stamp, kept) else Receipt.OLDER
    if is_over:
        return Receipt.LATE if new != kept else Receipt.SAME
    if is_answer_closed(feedback, kept):
        return Receipt.SAME if new == kept else Receipt.CLOSED
    return Receipt.SAVED


def _place(stamp: int, response: Response) -> tuple[int, str]:
    return stamp, text_of(response)


def latest(answers: Iterable[Given]) -> Given | None:
    """The answer that counts among all that were kept."""
    known = tuple(answers)
    return max(known, key=lambda one: _place(one.stamp, one.response)) if len(known) > 1 else next(iter(known), None)


def is_answer_closed(feedback: Feedback, given: Response | None) -> bool:
    """Immediate feedback closes a question as soon as something was answered."""
    return feedback is Feedback.IMMEDIATE and given is not None and not given.is_empty


def end_of(quiz: Quiz, *, started_at: datetime, extra: ExtraTime = NO_EXTRA_TIME) -> datetime | None:
    """When the time of an attempt is over, for somebody with extra time; None when the quiz has no limit."""
    if not quiz.time_limit_minutes:
        return None
    return started_at + allowed_time(quiz.time_limit_minutes, extra)


def allowed_time(minutes: int, extra: ExtraTime) -> timedelta:
    """A limit with somebody's extra time: so many percent more, then so many minutes more."""
    return timedelta(minutes=minutes) * (100 + extra.percent) / 100 + timedelta(minutes=extra.minutes)


def may_show_feedback(feedback: Feedback, *, state: AttemptState, given: Response | None) -> bool:
    """Whether a question's mark, feedback, explanation and right answer may be on the page now."""
    match feedback:
        case Feedback.NEVER:
            return False
        case Feedback.AFTER:
            return state is AttemptState.SUBMITTED
        case Feedback.IMMEDIATE:
            return state is AttemptState.SUBMITTED or is_answer_closed(feedback, given)
