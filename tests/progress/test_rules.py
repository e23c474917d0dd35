"""When a person is reminded: seldom, by day, never after the pass."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.progress.rules import choose_channel, courses_to_remind, end_of_day, is_time_to_write
from app.progress.types import CourseFacts, LearnerFacts

NOW = datetime(2026, 11, 25, 7, tzinfo=UTC)


def ago(days):
    return NOW - timedelta(days=days)


def course(**other):
    return CourseFacts(**{"done": frozenset(), "is_passed": False, "last_at": ago(8)} | other)


def due(*, wants=True, **courses):
    return list(courses_to_remind(LearnerFacts(courses=courses, wants_reminders=wants), NOW))


def test_whoever_did_nothing_for_a_week_is_reminded():
    assert due(a=course()) == ["a"]
    assert due(a=course(last_at=ago(7))) == ["a"]
    assert due(a=course(last_at=ago(6))) == []


def test_whoever_is_busy_with_another_course_is_left_alone():
    assert due(a=course(), b=course(last_at=ago(1))) == []


def test_nobody_is_reminded_of_what_they_have_passed():
    assert due(a=course(is_passed=True)) == []
    assert due(a=course(is_passed=True), b=course(last_at=ago(90))) == ["b"]


def test_nobody_is_reminded_who_does_not_want_it_or_has_begun_nothing():
    assert due(a=course(), wants=False) == []
    assert due() == []
    assert due(a=course(last_at=None, reminded_at=ago(30))) == []


def test_a_course_is_spoken_of_three_times_at_most_and_a_week_apart_whatever_the_course():
    assert due(a=course(reminders=2, reminded_at=ago(7))) == ["a"]
    assert due(a=course(reminders=3, reminded_at=ago(70))) == []
    assert due(a=course(reminders=1, reminded_at=ago(6)), b=course()) == []


def test_the_course_that_was_looked_at_last_comes_first():
    assert due(a=course(last_at=ago(30)), b=course(last_at=ago(10))) == ["b", "a"]


@pytest.mark.parametrize(
    ("hour", "minute", "may"), [(9, 59, False), (10, 0, True), (18, 59, True), (19, 0, False), (2, 0, False)]
)
def test_reminders_are_written_by_day_in_tashkent(hour, minute, may):
    moment = datetime(2026, 11, 25, hour, minute, tzinfo=UTC) - timedelta(hours=5)
    assert is_time_to_write(moment) is may
    if may:
        assert moment < end_of_day(moment) <= moment + timedelta(hours=9)


@pytest.mark.parametrize(
    ("addresses", "can", "channel"),
    [
        ({"sms", "telegram"}, {"sms", "telegram", "email"}, "telegram"),
        ({"sms", "telegram"}, {"sms"}, "sms"),
        ({"email"}, {"sms", "email"}, "email"),
        ({"sms"}, {"email"}, None),
        (set(), {"sms"}, None),
    ],
)
def test_the_way_is_telegram_then_sms_then_e_mail_as_far_as_there_is_one(addresses, can, channel):
    assert choose_channel(addresses, can) == channel


FACTS = st.builds(
    CourseFacts,
    done=st.just(frozenset()),
    is_passed=st.booleans(),
    last_at=st.integers(0, 40).map(ago),
    reminders=st.integers(0, 4),
    reminded_at=st.none() | st.integers(0, 40).map(ago),
)


@given(st.dictionaries(st.sampled_from("abc"), FACTS))
def test_day_after_day_nobody_gets_more_than_three_of_a_course_or_two_in_a_week(courses):
    sent = []
    facts = dict(courses)
    for day in range(60):
        now = NOW + timedelta(days=day)
        for key in list(courses_to_remind(LearnerFacts(courses=facts), now))[:1]:
            facts[key] = replace(facts[key], reminders=facts[key].reminders + 1, reminded_at=now)
            sent.append((day, key))
    days = [day for day, _key in sent]
    assert all(later - earlier >= 7 for earlier, later in pairwise(days))
    assert all(facts[key].reminders <= 3 and not facts[key].is_passed for _day, key in sent)
