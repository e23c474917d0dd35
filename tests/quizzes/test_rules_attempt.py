from datetime import UTC, datetime, timedelta

import pytest

from app.content.types import Feedback
from app.quizzes.rules.attempt import attempts_left, may_show_feedback, may_start, takes_answer
from app.quizzes.rules.selection import draw
from app.quizzes.types import (
    UNANSWERED,
    AnswerClosedError,
    AttemptClosedError,
    AttemptState,
    NoneLeft,
    QuestionNotAskedError,
    Response,
    Resume,
    Start,
    Submission,
    WaitUntil,
)
from tests.quizzes.writing import quiz, single

NOW = datetime(2026, 9, 5, 12, tzinfo=UTC)
LIMITED = quiz(single(), attempts=3, cooldown_minutes=30)
PAPER = draw(LIMITED, "seed")
FIRST, SECOND = Response(chosen=("1",)), Response(chosen=("2",))


def failed(minutes_ago):
    return Submission(at=NOW - timedelta(minutes=minutes_ago), is_passed=False)


def passed(minutes_ago):
    return Submission(at=NOW - timedelta(minutes=minutes_ago), is_passed=True)


def start(*submissions, open_attempt_id=None, of=LIMITED):
    return may_start(of, submissions=submissions, open_attempt_id=open_attempt_id, now=NOW)


def answer(feedback=Feedback.AFTER, *, state=AttemptState.OPEN, question_id="q-single", given=None, new=SECOND):
    return takes_answer(feedback, state=state, paper=PAPER, question_id=question_id, given=given, new=new)


def test_the_first_attempt_starts():
    assert start() == Start()


def test_an_open_attempt_is_resumed_whatever_else():
    assert start(failed(1), failed(2), failed(3), open_attempt_id="a") == Resume(attempt_id="a")


def test_after_a_fail_one_waits_for_the_cool_down_and_no_longer():
    assert start(failed(10)) == WaitUntil(moment=NOW + timedelta(minutes=20))
    assert start(failed(10), failed(50)) == WaitUntil(moment=NOW + timedelta(minutes=20))
    assert start(failed(30)) == Start()


def test_a_clock_that_was_ahead_locks_nobody_out():
    assert start(failed(-60 * 24 * 365)) == WaitUntil(moment=NOW + timedelta(minutes=30))


def test_used_attempts_are_used():
    assert start(failed(99), failed(98), failed(97)) == NoneLeft()
    assert start(failed(99), failed(98)) == Start()


def test_without_a_limit_there_is_always_another_attempt():
    assert start(*[failed(60)] * 50, of=quiz(single())) == Start()


def test_after_a_pass_practice_is_free():
    assert start(failed(3), failed(2), passed(1)) == Start()


def test_attempts_left_are_counted_until_the_pass():
    assert attempts_left(LIMITED, [failed(9)]) == 2
    assert attempts_left(LIMITED, [failed(9)] * 4) == 0
    assert attempts_left(LIMITED, [failed(9), passed(1)]) is None
    assert attempts_left(quiz(single()), [failed(9)]) is None


def test_an_answer_is_taken_and_may_be_changed():
    assert answer()
    assert answer(given=FIRST)
    assert answer(given=FIRST, new=UNANSWERED)


@pytest.mark.parametrize("state", AttemptState)
@pytest.mark.parametrize("feedback", Feedback)
def test_qz10_the_same_answer_again_is_no_error_and_changes_nothing(feedback, state):
    assert not answer(feedback, state=state, given=SECOND)
    assert not answer(feedback, state=state, given=None, new=UNANSWERED)


def test_qz10_after_the_end_another_answer_is_refused():
    with pytest.raises(AttemptClosedError):
        answer(state=AttemptState.SUBMITTED, given=FIRST)


def test_an_answer_is_closed_once_its_feedback_was_shown():
    assert answer(Feedback.IMMEDIATE)
    assert answer(Feedback.IMMEDIATE, given=UNANSWERED)
    with pytest.raises(AnswerClosedError):
        answer(Feedback.IMMEDIATE, given=FIRST)


def test_qz07_a_question_that_was_not_asked_takes_no_answer():
    with pytest.raises(QuestionNotAskedError):
        answer(question_id="q-other")


@pytest.mark.parametrize(
    ("feedback", "state", "given", "is_shown"),
    [
        (Feedback.IMMEDIATE, AttemptState.OPEN, None, False),
        (Feedback.IMMEDIATE, AttemptState.OPEN, UNANSWERED, False),
        (Feedback.IMMEDIATE, AttemptState.OPEN, FIRST, True),
        (Feedback.IMMEDIATE, AttemptState.SUBMITTED, None, True),
        (Feedback.AFTER, AttemptState.OPEN, FIRST, False),
        (Feedback.AFTER, AttemptState.SUBMITTED, None, True),
        (Feedback.NEVER, AttemptState.OPEN, FIRST, False),
        (Feedback.NEVER, AttemptState.SUBMITTED, FIRST, False),
    ],
)
def test_qz01_the_key_is_shown_only_in_its_time(feedback, state, given, is_shown):
    assert may_show_feedback(feedback, state=state, given=given) is is_shown
