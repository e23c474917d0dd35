import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.ids import is_id, new_id, time_of

MOMENT = datetime(2026, 9, 5, 12, 0, 0, 123456, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_in_canonical_form():
    made = uuid.UUID(new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_ids_of_one_millisecond_keep_the_order_of_their_making():
    with clock.frozen(MOMENT):
        made = [new_id() for _ in range(2000)]
    assert made == sorted(set(made))
    assert {time_of(one) for one in made} == {MOMENT.replace(microsecond=123000)}


def test_ids_keep_their_order_when_the_clock_steps_back_a_little():
    with clock.frozen(MOMENT) as held:
        first = new_id()
        held.shift(seconds=-3)
        assert new_id() > first


def test_ids_follow_a_clock_that_was_wrong_by_years():
    with clock.frozen(MOMENT + timedelta(days=4000)) as held:
        new_id()
        held.set(MOMENT)
        assert time_of(new_id()) == MOMENT.replace(microsecond=123000)


def test_threads_never_get_the_same_id():
    with ThreadPoolExecutor(8) as pool:
        made = [one for some in pool.map(lambda _: [new_id() for _ in range(500)], range(8)) for one in some]
    assert len(set(made)) == 4000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "0198f1a0-0000-4000-8000-000000000000",
        "0198F1A0-0000-7000-8000-000000000000",
        "{0198f1a0-0000-7000-8000-000000000000}",
        "0198f1a0000070008000000000000000",
        "0198f1a0-0000-7000-8000-000000000000\n",
        "٠198f1a0-0000-7000-8000-000000000000",
        "../../etc/passwd",
    ],
)
def test_only_the_canonical_spelling_is_an_id(text):
    assert not is_id(text)
    with pytest.raises(ValueError, match="not an id"):
        time_of(text)


def test_an_id_from_beyond_the_calendar_has_no_time():
    with pytest.raises(ValueError, match="9999"):
        time_of("ffffffff-ffff-7000-8000-000000000000")


@given(st.integers(0, 250_000).map(lambda hours: MOMENT + timedelta(hours=hours, microseconds=hours)))
def test_the_time_of_an_id_is_the_moment_of_its_making(moment):
    with clock.frozen(moment):
        made = new_id()
    assert is_id(made)
    assert timedelta(0) <= moment - time_of(made) < timedelta(milliseconds=1)
