from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.operations.rules import LONGEST, choose_kept
from app.operations.types import Keeping

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 60 * 24 * 100).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=60)


def test_of_hourly_backups_a_day_of_hours_two_weeks_of_days_and_eight_weeks_stay():
    moments = [NOW - timedelta(hours=hour) for hour in range(24 * 100)]
    kept = choose_kept(moments, NOW, Keeping())
    assert {NOW - timedelta(hours=hour) for hour in range(24)} <= kept
    assert len({moment.date() for moment in kept}) >= 14
    assert 40 < len(kept) <= 24 + 14 + 8


def test_the_last_of_a_day_stays_for_it():
    noon, evening = NOW - timedelta(days=3, hours=6), NOW - timedelta(days=3)
    assert choose_kept([noon, evening], NOW, Keeping(hours=0, days=5, weeks=0)) == {evening}


@given(MOMENTS)
def test_the_newest_stays_always_and_nothing_else_is_older_than_people_were_told(moments):
    kept = choose_kept(moments, NOW, Keeping())
    assert kept <= set(moments)
    assert not moments or max(moments) in kept
    assert all(NOW - moment <= LONGEST for moment in kept - {max(moments, default=NOW)})


@given(MOMENTS)
def test_choosing_again_lets_nothing_more_go(moments):
    kept = choose_kept(moments, NOW, Keeping())
    assert choose_kept(kept, NOW, Keeping()) == kept
