from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types.quizzes import Feedback
from app.quizzes.rules.attempt import allowed_time, attempts_left, end_of, latest, may_show_feedback, may_start, receive
from app.quizzes.rules.response import text_of
from app.quizzes.types.answers import UNANSWERED, UNKNOWN, Given, Response
from app.quizzes.types.attempts import AttemptState, ExtraTime, NoneLeft, Receipt, Resume, Start, Submission, WaitUntil
from tests.quizzes.writing import quiz, single

NOW = datetime(2026, 9, 5, 12, tzinfo=UTC)
LIMITED = quiz(single(), attempts=3, cooldown_minutes=30)
FIRST, SECOND = Response(chosen=("1",)), Response(chosen=("2",))


def failed(minutes_ago):
    return Submission(at=NOW - timedelta(minutes=minutes_ago), is_passed=False)


def passed(minutes_ago):
    return Submission(at=NOW - timedelta(minutes=minutes_ago), is_passed=True)


def start(*submissions, open_attempt_id=None, of=LIMITED):
    return may_start(of, submissions=submissions, open_attempt_id=open_attempt_id, now=NOW)


def answer(feedback=Feedback.AFTER, *, is_over=False, given=None, stamped=1, new=SECOND, stamp=None):
    kept = Given(response=given, stamp=stamped) if given is not None else None
    return receive(feedback, is_over=is_over, given=kept, new=new, stamp=stamp)


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
    assert answer() is Receipt.SAVED
    assert answer(given=FIRST) is Receipt.SAVED
    assert answer(given=FIRST, new=UNANSWERED) is Receipt.SAVED
    assert answer(given=FIRST, new=UNKNOWN) is Receipt.SAVED


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("feedback", Feedback)
@pytest.mark.parametrize("stamp", [None, 1])
def test_qz10_the_same_answer_again_is_no_error_and_changes_nothing(feedback, is_over, stamp):
    assert answer(feedback, is_over=is_over, given=SECOND, stamp=stamp) is Receipt.SAME
    assert answer(feedback, is_over=is_over, new=UNANSWERED) is Receipt.SAME


def test_an_answer_from_before_never_takes_the_place_of_a_newer_one():
    assert answer(given=FIRST, stamped=3, stamp=2) is Receipt.OLDER
    assert answer(given=FIRST, stamped=3, stamp=4) is Receipt.SAVED
    assert answer(given=SECOND, stamped=3, stamp=4) is Receipt.SAVED, "so that one from between does not win later"


def test_two_devices_that_count_alike_are_told_apart_by_what_they_say():
    receipts = {answer(given=FIRST, stamp=1, new=SECOND), answer(given=SECOND, stamp=1, new=FIRST)}
    assert receipts == {Receipt.SAVED, Receipt.OLDER}


def test_qz05_qz10_what_comes_after_the_end_is_late():
    assert answer(is_over=True, given=FIRST) is Receipt.LATE
    assert answer(is_over=True, given=FIRST, stamp=9) is Receipt.LATE
    assert answer(is_over=True) is Receipt.LATE


def test_an_answer_is_closed_once_its_feedback_was_shown():
    assert answer(Feedback.IMMEDIATE) is Receipt.SAVED
    assert answer(Feedback.IMMEDIATE, given=UNANSWERED) is Receipt.SAVED
    assert answer(Feedback.IMMEDIATE, given=FIRST) is Receipt.CLOSED
    assert answer(Feedback.IMMEDIATE, given=FIRST, stamp=9) is Receipt.CLOSED


RESPONSES = st.sampled_from([UNANSWERED, UNKNOWN, FIRST, SECOND, Response(text="a"), Response(text="b")])
POSTS = st.lists(st.builds(Given, response=RESPONSES, stamp=st.integers(1, 4)), max_size=8)


@given(POSTS, st.randoms(use_true_random=False))
def test_answers_in_any_order_and_however_often_leave_the_same_one(posts, chance):
    again = posts + [chance.choice(posts) for _ in posts]
    chance.shuffle(again)
    assert kept_of(again) == kept_of(posts) == latest(posts)


def kept_of(posts):
    """What counts after these answers have arrived one by one."""
    kept = None
    for post in posts:
        if receive(Feedback.AFTER, is_over=False, given=kept, new=post.response, stamp=post.stamp) is Receipt.SAVED:
            kept = post
    return kept


@given(RESPONSES, RESPONSES)
def test_responses_have_one_order(one, other):
    assert (text_of(one) == text_of(other)) is (one == other)


def test_qz05_the_time_is_over_after_the_limit_and_the_extra_time():
    timed = quiz(single(), time_limit_minutes=20)
    assert end_of(timed, started_at=NOW) == NOW + timedelta(minutes=20)
    assert end_of(quiz(single()), started_at=NOW, extra=ExtraTime(percent=50)) is None
    assert allowed_time(20, ExtraTime(percent=50, minutes=5)) == timedelta(minutes=35)
    assert allowed_time(15, ExtraTime(percent=25)) == timedelta(minutes=18, seconds=45)


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
