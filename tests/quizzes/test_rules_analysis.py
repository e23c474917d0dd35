"""Figures of questions, held against sums done by hand and against their definitions."""

from statistics import correlation, variance

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.quizzes.rules.analysis import LEAST, Analysis, Answered, Doubt, Item, doubts, median, seconds_of


def analysed(rows, possible=1.0):
    """Attempts as rows of points, one column a question."""
    found = Analysis()
    for row in rows:
        found.add({f"q{place}": Answered(points=points, possible=possible) for place, points in enumerate(row)})
    return found


HAND = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)]


def test_figures_worked_out_by_hand():
    """Facility 3/4, 2/4, 1/4. Sums 3, 2, 1, 0: variance 5/3; items 1/4, 1/3, 1/4: alpha 3/2 (1 - (5/6)/(5/3)) = 3/4.

    The first question against the others (2, 1, 0, 0): covariance 1/4, variances 1/4 and 11/12: r = 3/sqrt(33).
    """
    found = analysed(HAND)
    items = found.items()
    assert [items[f"q{place}"].facility for place in range(3)] == [0.75, 0.5, 0.25]
    assert items["q0"].discrimination == pytest.approx(3 / 33**0.5)
    assert found.alpha() == pytest.approx(0.75)
    assert (found.attempts, items["q0"].n) == (4, 4)


POINTS = st.lists(st.tuples(*[st.integers(0, 4).map(float)] * 4), min_size=3, max_size=25)


@given(POINTS)
def test_alpha_is_the_usual_one_where_everybody_is_asked_the_same(rows):
    total = variance([sum(row) for row in rows])
    assume(total > 0.01)
    usual = 4 / 3 * (1 - sum(variance(column) for column in zip(*rows, strict=True)) / total)
    assert analysed(rows, 4.0).alpha() == pytest.approx(usual, abs=1e-9)


@given(POINTS)
def test_discrimination_is_the_correlation_with_all_the_others(rows):
    own, rest = [row[0] for row in rows], [sum(row[1:]) for row in rows]
    assume(variance(own) > 0.01 and variance(rest) > 0.01)
    assert analysed(rows, 4.0).items()["q0"].discrimination == pytest.approx(correlation(own, rest), abs=1e-6)


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_attempts_changes_nothing(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    one, other = analysed(rows, 4.0), analysed(mixed, 4.0)
    assert (one.alpha() is None) is (other.alpha() is None)
    assert one.alpha() == pytest.approx(other.alpha(), abs=1e-6)
    assert {id_: item.facility for id_, item in one.items().items()} == pytest.approx(
        {id_: item.facility for id_, item in other.items().items()}
    )


@given(POINTS)
def test_figures_stay_within_their_bounds(rows):
    found = analysed(rows, 4.0)
    for item in found.items().values():
        assert 0 <= item.facility <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
    assert found.alpha() is None or found.alpha() <= 1 + 1e-9


def test_what_was_not_asked_is_missing_and_not_wrong():
    found = Analysis()
    for row in HAND:
        found.add({f"q{place}": Answered(points=row[place], possible=1) for place in (0, 1)})
        found.add({f"q{place}": Answered(points=row[place], possible=1) for place in (1, 2)})
    items = found.items()
    assert (items["q0"].n, items["q1"].n) == (4, 8)
    assert items["q0"].facility == 0.75
    assert found.alpha() is not None


def test_nothing_is_said_of_nothing():
    assert Analysis().alpha() is None
    assert Analysis().items() == {}
    assert analysed([(1, 0)]).alpha() is None
    assert analysed([(1, 1), (1, 1)]).items()["q0"].discrimination is None
    assert analysed([(1,), (0,)]).alpha() is None


def test_what_is_chosen_not_known_and_left_open_is_counted():
    found = Analysis()
    found.add({"q": Answered(points=0, possible=1, chosen=("1", "3"), seconds=10)})
    found.add({"q": Answered(points=0, possible=1, is_unknown=True, seconds=20)})
    found.add({"q": Answered(points=0, possible=1, is_empty=True)})
    item = found.items()["q"]
    assert (item.chosen, item.unknown, item.empty, item.median_seconds) == ({"1": 1, "3": 1}, 1, 1, 15)


@given(st.lists(st.integers(0, 50), min_size=1))
def test_the_median_of_counts_is_the_median(numbers):
    ordered = sorted(numbers)
    wanted = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert median({number: numbers.count(number) for number in numbers}) == wanted
    assert median({}) is None


def test_a_question_takes_from_the_answer_before_it_to_its_first_own():
    given_at = [("a", 10.0), ("b", 40.0), ("a", 100.0), ("c", 130.0)]
    assert seconds_of(0.0, given_at) == {"a": 10, "b": 30, "c": 90}
    assert seconds_of(50.0, [("a", 10.0)]) == {"a": 0}


def item(*, n=LEAST, facility=0.5, discrimination=0.4, chosen=None):
    return Item(
        n=n,
        facility=facility,
        discrimination=discrimination,
        chosen=chosen or {},
        unknown=0,
        empty=0,
        median_seconds=None,
    )


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (item(), ()),
        (item(discrimination=-0.2), (Doubt.MISLEADS,)),
        (item(discrimination=-0.2, n=LEAST - 1), ()),
        (item(discrimination=0.05), (Doubt.TELLS_LITTLE,)),
        (item(discrimination=None, facility=1.0), (Doubt.TOO_EASY,)),
        (item(facility=0.1), (Doubt.TOO_HARD,)),
        (item(chosen={"1": 20, "2": 10}), (Doubt.IDLE_OPTION,)),
    ],
)
def test_a_dubious_question_is_named(known, wanted):
    wrong = ("2", "3") if known.chosen else ()
    assert doubts(known, wrong) == wanted
