"""What a group comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.centres.rules.reporting import count_there, total
from app.centres.types.attendance import Presence
from app.centres.types.people import CohortMember
from app.centres.types.reports import Earning, EarningState, MemberEarnings
from app.kernel import clock

pytestmark = pytest.mark.pure


def member(person_id, state=EarningState.NOT_PASSED, **passes):
    return MemberEarnings(
        member=CohortMember(
            membership_id=f"m-{person_id}",
            person_id=person_id,
            name=person_id,
            phone="",
            has_login=False,
            joined_at=clock.now(),
        ),
        by_key={"c": Earning(state=state)},
        passes=passes,
    )


def test_attendance_is_the_share_of_members_over_meetings_that_were_held():
    people = [member("a", EarningState.HELD, c=90), member("b", EarningState.WAITS, c=80), member("d"), member("e")]
    presence = {
        "1": {"a": Presence.PRESENT, "b": Presence.LATE, "d": Presence.ABSENT, "guest": Presence.PRESENT},
        "2": {"a": Presence.LEFT_EARLY, "guest": Presence.PRESENT},
        "3": {},
    }
    told = total(people, presence, ["1", "2"])
    assert told.members == 4
    assert told.attendance == round(100 * 3 / 8)
    assert told.guests == 1
    assert told.passed == 2
    assert told.certificates == 1
    assert told.waiting == 1


def test_before_the_first_meeting_there_is_no_attendance():
    assert total([member("a")], {}, []).attendance is None
    assert total([], {"1": {}}, ["1"]).attendance is None


@given(st.lists(st.sampled_from([*Presence, None])))
def test_whoever_was_late_or_left_early_was_there(marks):
    assert count_there(marks) == len(marks) - marks.count(None) - marks.count(Presence.ABSENT)
    assert count_there([*marks, None, Presence.ABSENT]) == count_there(marks)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(list(Presence))))
def test_attendance_never_leaves_the_hundred(marks):
    told = total([member(one) for one in "abc"], {"1": marks}, ["1"])
    assert 0 <= told.attendance <= 100
