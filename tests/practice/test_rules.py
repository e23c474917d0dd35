"""The laws of a walk: it stays in its scenario, its points stay in bounds, what is right earns everything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types.scenarios import FieldCheck, FieldKind, Mode, PracticeField, Screen, Surface
from app.practice.rules.codes import code_of, is_alive
from app.practice.rules.judging import demand_own, field_name, find_somebodys, judge
from app.practice.rules.walking import (
    LONGEST_WALK,
    TRIES,
    advance,
    begin,
    has_task,
    is_over,
    is_shown,
    outcome,
    screen_of,
    walk,
)
from app.practice.types import TIMES, CodeTime, ForgedMoveError, Move, Verdict
from tests.support.mazes import scenarios
from tests.support.walking import right

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MODES = st.sampled_from([Mode.TRY, Mode.TEST])
COUNTED = st.sampled_from([Verdict.RIGHT, Verdict.WRONG])


def verdicts_for(screen, draw=None):
    names = [*(field.name for field in screen.fields), *(f"spot.{spot.key}" for spot in screen.spots)]
    return {name: draw(COUNTED) if draw else Verdict.RIGHT for name in names}


def some_move(draw, scenario, state):
    screen = screen_of(scenario, state.screen)
    action = draw(st.sampled_from([*screen.actions, None]))
    if action is None:
        return Move(action=draw(st.sampled_from(list(TIMES))), made_at=NOON)
    verdicts = verdicts_for(screen, draw) if action.is_submit else {}
    return Move(action=action.key, verdicts=verdicts, made_at=NOON)


@given(scenarios(), MODES, st.data())
def test_a_walk_never_leaves_its_scenario_and_its_points_stay_in_bounds(scenario, mode, data):
    state = begin(scenario, CodeTime.USUAL, NOON)
    ids = {screen.id for screen in scenario.screens}
    for step in range(12):
        assert state.screen in ids
        assert state.step == step
        assert set(state.earned) <= ids
        result = outcome(scenario, state)
        assert 0 <= result.points <= result.possible == scenario.maximum
        assert 0 <= result.percent <= 100
        assert not result.is_passed or result.percent >= scenario.pass_percent
        if is_over(scenario, state):
            with pytest.raises(ForgedMoveError):
                advance(scenario, mode, state, Move(action="1", made_at=NOON))
            break
        before = state
        state = advance(scenario, mode, state, some_move(data.draw, scenario, state))
        assert all(state.earned[id_] == share for id_, share in before.earned.items())
        assert state.code_number >= before.code_number
        assert state.chosen[: len(before.chosen)] == before.chosen


@given(scenarios(), MODES)
def test_the_best_way_earns_everything_and_no_unsafe_step(scenario, mode):
    state = begin(scenario, CodeTime.USUAL, NOON)
    for one in scenario.way:
        screen = screen_of(scenario, state.screen)
        assert one.startswith(f"{screen.id}.")
        key = one.rpartition(".")[2]
        is_submit = next(action for action in screen.actions if action.key == key).is_submit
        state = advance(
            scenario, mode, state, Move(action=key, verdicts=verdicts_for(screen) if is_submit else {}, made_at=NOON)
        )
    assert is_over(scenario, state)
    assert outcome(scenario, state).points == scenario.maximum


@given(scenarios(), MODES, st.data())
def test_the_state_is_the_fold_of_its_moves(scenario, mode, data):
    first = state = begin(scenario, CodeTime.USUAL, NOON)
    moves = []
    while not is_over(scenario, state) and len(moves) < 8:
        moves.append(some_move(data.draw, scenario, state))
        state = advance(scenario, mode, state, moves[-1])
    assert walk(scenario, mode, first, moves) == state


@given(scenarios(), st.data())
def test_a_button_that_is_not_there_is_refused(scenario, data):
    state = begin(scenario, CodeTime.USUAL, NOON)
    forged = data.draw(st.text(max_size=10).filter(lambda text: text not in TIMES))
    if forged not in {action.key for action in screen_of(scenario, state.screen).actions}:
        with pytest.raises(ForgedMoveError):
            advance(scenario, Mode.TRY, state, Move(action=forged, made_at=NOON))


@given(scenarios())
def test_while_trying_each_try_is_worth_less_and_after_the_third_it_is_shown(scenario):
    state = begin(scenario, CodeTime.USUAL, NOON)
    screen = screen_of(scenario, state.screen)
    if not has_task(screen):
        return
    wrong = Move(action="1", verdicts=dict.fromkeys(verdicts_for(screen), Verdict.WRONG), made_at=NOON)
    good = replace(wrong, verdicts=verdicts_for(screen))
    for worth in TRIES:
        assert not is_shown(Mode.TRY, state)
        assert advance(scenario, Mode.TRY, state, good).earned[screen.id] == worth * screen.points
        state = advance(scenario, Mode.TRY, state, wrong)
        assert state.screen == screen.id
        assert state.verdicts
    assert is_shown(Mode.TRY, state)
    state = advance(scenario, Mode.TRY, state, replace(good, verdicts={}))
    assert state.earned[screen.id] == 0


@given(scenarios(), st.data())
def test_in_a_test_there_is_one_try_and_each_part_counts(scenario, data):
    state = begin(scenario, CodeTime.USUAL, NOON)
    screen = screen_of(scenario, state.screen)
    if has_task(screen):
        verdicts = verdicts_for(screen, data.draw)
        new = advance(scenario, Mode.TEST, state, Move(action="1", verdicts=verdicts, made_at=NOON))
        share = Fraction(sum(one is Verdict.RIGHT for one in verdicts.values()), len(verdicts))
        assert new.earned[screen.id] == share * screen.points
        assert new.screen == screen.actions[0].target


@given(scenarios(), st.data())
def test_what_is_right_is_judged_right_and_nothing_typed_comes_through(scenario, data):
    for screen in scenario.screens:
        sent = {name: value if isinstance(value, list) else [value] for name, value in right(screen, "12345").items()}
        demand_own(screen, sent)
        judgement = judge(screen, sent, code="12345")
        if any(spot.is_suspicious for spot in screen.spots) or not screen.spots:
            assert judgement.is_right
        typed = data.draw(st.text(min_size=1, max_size=30))
        messy = judge(screen, {name: [typed] for name in sent}, code="12345")
        assert set(messy.verdicts.values()) <= set(Verdict)
        assert set(messy.verdicts) == set(verdicts_for(screen))


@given(
    scenarios(), st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3), min_size=1, max_size=3)
)
def test_what_the_page_did_not_offer_is_refused(scenario, sent):
    screen = scenario.screens[0]
    if not set(sent) <= {field_name(field.name) for field in screen.fields} | {"spot"}:
        with pytest.raises(ForgedMoveError):
            demand_own(screen, sent)


@pytest.mark.parametrize(
    "number", ["31210632040244", "3121 0632 0402 44", "meniki 31210632040244!", "8600 1234 5678 9012"]
)
@given(scenario=scenarios())
def test_a_living_persons_number_is_noticed_in_any_field(scenario, number):
    scenario = replace(scenario, persona={"pinfl": "40201902050010", "card": "0000 1234 5678 9010"})
    assert find_somebodys(scenario, {"f.pinfl": [number], "f.other": ["anor"]}) == {"f.pinfl"}
    assert find_somebodys(scenario, {"f.pinfl": ["40201902050010"], "f.card": ["0000123456789010"]}) == frozenset()


def judged(field, value, code=None):
    return judge_field(field, [value] if isinstance(value, str) else value, code)


def judge_field(field, values, code):
    screen = _screen_with(field)
    return judge(screen, {field_name(field.name): values}, code=code).verdicts[field.name]


def _screen_with(field):
    return Screen(id="x", surface=Surface.PHONE, fields=(field,))


PINFL = PracticeField(name="x", kind=FieldKind.DIGITS, check=FieldCheck.PINFL, answers=("40201902050010",))
OTP = PracticeField(name="x", kind=FieldKind.OTP, answers=("{{ otp }}",))
PHONE = PracticeField(name="x", kind=FieldKind.PHONE, answers=("+998 00 123 45 67",))
DATE = PracticeField(name="x", kind=FieldKind.DATE, answers=("02.01.1990",))
NAME = PracticeField(name="x", kind=FieldKind.TEXT, answers=("Gʻulom Oʻrolov",))
PASSPORT = PracticeField(name="x", kind=FieldKind.TEXT, check=FieldCheck.PASSPORT_UZ, answers=("AA0000001",))
STRONG = PracticeField(name="x", kind=FieldKind.PASSWORD, check=FieldCheck.PASSWORD_STRENGTH)


@pytest.mark.parametrize(
    ("field", "value", "verdict"),
    [
        (PINFL, "4020 1902 0500 10", Verdict.RIGHT),
        (PINFL, "40201902050010 ", Verdict.RIGHT),
        (PINFL, "4020190205001", Verdict.MISSHAPEN),
        (PINFL, "40201902050011", Verdict.MISSHAPEN),
        (PINFL, "anor", Verdict.MISSHAPEN),
        (PINFL, "  ", Verdict.EMPTY),
        (PHONE, "00 123-45-67", Verdict.RIGHT),
        (PHONE, "+998(00)1234567", Verdict.RIGHT),
        (PHONE, "+998 00 123 45 68", Verdict.WRONG),
        (PHONE, "123", Verdict.MISSHAPEN),
        (DATE, "2.1.1990", Verdict.RIGHT),
        (DATE, "1990-01-02", Verdict.RIGHT),
        (DATE, "31.02.1990", Verdict.MISSHAPEN),
        (DATE, "03.01.1990", Verdict.WRONG),
        (NAME, "g'ulom  o‘rolov", Verdict.RIGHT),
        (NAME, "Ғулом Ўролов", Verdict.RIGHT),
        (NAME, "Gʻulom", Verdict.WRONG),
        (PASSPORT, "aa 0000001", Verdict.RIGHT),
        (PASSPORT, "A0000001", Verdict.MISSHAPEN),
        (STRONG, "Anor-2026!", Verdict.RIGHT),
        (STRONG, "anor", Verdict.MISSHAPEN),
        (STRONG, "anorzorda", Verdict.MISSHAPEN),
    ],
)
def test_a_typed_value_is_read_as_people_write_it(field, value, verdict):
    assert judged(field, value) is verdict


def test_a_code_is_right_while_it_lives():
    assert judged(OTP, "12345", code="12345") is Verdict.RIGHT
    assert judged(OTP, "123 45", code="12345") is Verdict.RIGHT
    assert judged(OTP, "54321", code="12345") is Verdict.WRONG
    assert judged(OTP, "12345", code=None) is Verdict.EXPIRED
    assert judged(OTP, "kod", code="12345") is Verdict.MISSHAPEN


@given(st.text(min_size=1, max_size=40), st.integers(1, 300), st.integers(3, 8))
def test_a_code_is_the_walks_own_and_every_new_one_is_another_thing(secret, number, length):
    code = code_of(secret, number, length)
    assert len(code) == length
    assert code.isdecimal()
    assert code == code_of(secret, number, length)


@given(scenarios(), st.integers(0, 700))
def test_a_code_dies_with_its_time_unless_the_learner_wants_more(scenario, seconds):
    state = replace(begin(scenario, CodeTime.USUAL, NOON), code_number=1, code_at=NOON)
    later = NOON + timedelta(seconds=seconds)
    assert is_alive(scenario.otp, state, later) is (seconds <= 60)
    assert is_alive(scenario.otp, replace(state, code_time=CodeTime.LONG), later) is (seconds <= 600)
    assert is_alive(scenario.otp, replace(state, code_time=CodeTime.OFF), later)


def test_a_walk_has_room_for_every_honest_detour():
    assert LONGEST_WALK >= 5 * 40
