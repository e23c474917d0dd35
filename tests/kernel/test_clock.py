from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.kernel import clock

NOON = datetime(2026, 9, 5, 12, tzinfo=UTC)


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_a_frozen_clock_stands_still_and_then_runs_again():
    with clock.frozen(NOON):
        assert clock.now() == clock.now() == NOON
    assert clock.now() != NOON


def test_a_frozen_clock_can_be_shifted():
    with clock.frozen(NOON) as held:
        held.shift(minutes=15)
        assert clock.now() == NOON + timedelta(minutes=15)


def test_a_shift_moves_the_monotonic_time_too():
    before = clock.monotonic()
    with clock.frozen(NOON) as held:
        held.shift(hours=1)
        assert clock.monotonic() >= before + 3600


def test_a_running_clock_can_be_shifted_and_reset():
    own = clock.Clock()
    own.shift(days=400)
    assert own.now() > clock.now() + timedelta(days=399)
    own.reset()
    assert own.now() < clock.now() + timedelta(days=1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clock.Clock().set(datetime(2026, 9, 5))  # noqa: DTZ001 - that is the mistake


def test_a_moment_of_another_zone_is_kept_in_utc():
    own = clock.Clock()
    own.set(datetime(2026, 9, 5, 17, tzinfo=timezone(timedelta(hours=5))))
    assert own.now() == NOON
    assert own.now().tzinfo is UTC


def test_the_day_turns_at_midnight_in_tashkent():
    with clock.frozen(datetime(2026, 9, 5, 18, 59, 59, tzinfo=UTC)) as held:
        assert clock.today() == date(2026, 9, 5)
        held.shift(seconds=1)
        assert clock.today() == date(2026, 9, 6)
