"""The moves of a walk: `(scenario, state, move) -> state`. A walk never leaves the screens of its scenario.

While trying, a screen is worth all of its points at the first try, then less; after the third it is shown. In a test
there is one try, each part of a screen counts by itself, and the walk goes on. A button's points are given once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from app.content.types.scenarios import Action, Mode, Result, Scenario, Screen
from app.practice.types import TIMES, CodeTime, ForgedMoveError, Move, Outcome, State, Verdict

TRIES = (Fraction(1), Fraction(3, 5), Fraction(3, 10))
"""What a screen is worth at each try."""
LONGEST_WALK = 300
"""Moves; the longest scenario takes forty."""


def begin(scenario: Scenario, code_time: CodeTime, started_at: datetime) -> State:
    """Before the first move."""
    first = scenario.screens[0]
    return State(
        step=0,
        screen=first.id,
        tries={},
        verdicts={},
        earned={},
        chosen=(),
        code_number=int(first.shows_otp),
        code_at=started_at if first.shows_otp else None,
        code_time=code_time,
    )


def walk(scenario: Scenario, mode: Mode, state: State, moves: Sequence[Move]) -> State:
    """The state after some moves."""
    for move in moves:
        state = advance(scenario, mode, state, move)
    return state


def advance(scenario: Scenario, mode: Mode, state: State, move: Move) -> State:
    """The state after one move. ForgedMoveError when the screen has no such button, or the walk is over."""
    if move.action in TIMES:
        return replace(state, step=state.step + 1, code_time=TIMES[move.action])
    screen = screen_of(scenario, state.screen)
    action = action_of(screen, move.action)
    if not (action.is_submit and has_task(screen)):
        return _go(scenario, state, screen, action, move.made_at)
    if mode is not Mode.TEST and not is_shown(mode, state) and not _is_right(move):
        tries = {**state.tries, screen.id: state.tries.get(screen.id, 0) + 1}
        return replace(state, step=state.step + 1, tries=tries, verdicts=dict(move.verdicts))
    share = _share(mode, state, move)
    earned = {screen.id: share * screen.points, **state.earned}
    return _go(scenario, replace(state, earned=earned), screen, action, move.made_at)


def screen_of(scenario: Scenario, id_: str) -> Screen:
    """A screen by its id."""
    return next(screen for screen in scenario.screens if screen.id == id_)


def action_of(screen: Screen, key: str) -> Action:
    """A button of a screen. ForgedMoveError when there is none."""
    found = next((action for action in screen.actions if action.key == key), None)
    if found is None:
        raise ForgedMoveError
    return found


def has_task(screen: Screen) -> bool:
    """Whether something is to be filled in or found."""
    return bool(screen.fields or screen.spots)


def is_shown(mode: Mode, state: State) -> bool:
    """Whether the tries on this screen are used up, so that the right answer stands there."""
    return mode is Mode.TRY and state.tries.get(state.screen, 0) >= len(TRIES)


def is_over(scenario: Scenario, state: State) -> bool:
    """Whether an end was reached."""
    return screen_of(scenario, state.screen).result is not None


def outcome(scenario: Scenario, state: State) -> Outcome:
    """How a walk went, up to here."""
    actions = {key: _action(scenario, key) for key in dict.fromkeys(state.chosen)}
    given = sum(state.earned.values(), Fraction(sum(action.points for action in actions.values())))
    points = min(max(given, Fraction(0)), Fraction(scenario.maximum))
    share = 100 * points / scenario.maximum if scenario.maximum else Fraction(0)
    is_won = screen_of(scenario, state.screen).result is Result.PASS
    is_passed = is_won and share >= scenario.pass_percent
    percent = int(share + Fraction(1, 2))
    return Outcome(
        points=points,
        possible=scenario.maximum,
        percent=percent if share >= scenario.pass_percent else min(percent, scenario.pass_percent - 1),
        is_passed=is_passed,
        is_won=is_won,
        unsafe=tuple(key for key, action in actions.items() if _is_unsafe(scenario, action)),
    )


def _go(scenario: Scenario, state: State, screen: Screen, action: Action, at: datetime) -> State:
    is_first_code = screen_of(scenario, action.target).shows_otp and state.code_number == 0
    has_new_code = action.is_new_otp or is_first_code
    return replace(
        state,
        step=state.step + 1,
        screen=action.target,
        verdicts={},
        chosen=(*state.chosen, f"{screen.id}.{action.key}"),
        code_number=state.code_number + has_new_code,
        code_at=at if has_new_code else state.code_at,
    )


def _is_right(move: Move) -> bool:
    return set(move.verdicts.values()) <= {Verdict.RIGHT}


def _share(mode: Mode, state: State, move: Move) -> Fraction:
    if mode is Mode.TEST:
        right = sum(verdict is Verdict.RIGHT for verdict in move.verdicts.values())
        return Fraction(right, len(move.verdicts)) if move.verdicts else Fraction(0)
    return Fraction(0) if is_shown(mode, state) else TRIES[state.tries.get(state.screen, 0)]


def _action(scenario: Scenario, key: str) -> Action:
    screen, _, own = key.rpartition(".")
    return action_of(screen_of(scenario, screen), own)


def _is_unsafe(scenario: Scenario, action: Action) -> bool:
    return action.is_unsafe or screen_of(scenario, action.target).is_unsafe
