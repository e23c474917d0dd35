"""Writes of the room: a walk begins, moves on, ends. Each has one outcome however often it is asked."""

import secrets
from functools import partial

from flask import current_app

from app.content.types.scenarios import Mode, Scenario
from app.infra.bus import announce
from app.infra.database import add, count, serialise
from app.infra.traces import erase_in_room
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.practice.events import WalkEnded
from app.practice.models import Ending, Walk
from app.practice.models import Move as MoveRow
from app.practice.queries import find_open_walk, find_walk_for, get_scenario, get_scenario_of, get_walk, state_of
from app.practice.rules.walking import LONGEST_WALK, advance, is_over, outcome
from app.practice.types import CodeTime, Errand, Move, State, WalkFacts, WalkTooLongError
from app.published.queries import find_release, get_library


def begin_walk(
    person_id: str, course_key: str, scenario_key: str, *, language: Tag, mode: Mode, code_time: CodeTime
) -> str:
    """Begin at the first screen; the answer is the walk's id. A second tap finds the walk that has just begun.

    Raises NotFoundError when there is no such scenario, or it has no such mode.
    """
    scenario, _text, release = get_scenario(course_key, scenario_key, language)
    if mode is Mode.SHOW or mode not in scenario.modes:
        raise NotFoundError
    serialise(f"learner {person_id}")
    known = find_open_walk(person_id, course_key, scenario_key)
    asked = (scenario.digest, mode, code_time)
    if known and not known.moves and (known.scenario_digest, known.mode, known.code_time) == asked:
        return known.id
    return _begin(scenario, release, person_id=person_id, language=language, mode=mode, code_time=code_time)


def begin_errand(person_id: str, digest: str, errand: Errand, *, language: Tag) -> WalkFacts:
    """Begin the one walk that answers a question of an attempt, or go on with it.

    UnknownScenarioError when there never was such a scenario.
    """
    serialise(f"learner {person_id}")
    known = find_walk_for(errand, person_id)
    if known is None:
        release = find_release()
        scenario = get_library().scenario(digest)
        walk_id = _begin(
            scenario,
            release.digest if release else "",
            person_id=person_id,
            language=language,
            mode=Mode.TEST,
            code_time=CodeTime.USUAL,
            errand=errand,
        )
        known = get_walk(walk_id, person_id, course_key=scenario.course, scenario_key=scenario.key)
    return known


def _begin(
    scenario: Scenario,
    release: str,
    *,
    person_id: str,
    language: Tag,
    mode: Mode,
    code_time: CodeTime,
    errand: Errand | None = None,
) -> str:
    mine = (Walk.person_id == person_id, Walk.course_key == scenario.course, Walk.scenario_key == scenario.key)
    walk = add(
        Walk(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            course_key=scenario.course,
            scenario_key=scenario.key,
            number=count(Walk, *mine) + 1,
            release=release,
            scenario_digest=scenario.digest,
            mode=mode.value,
            code_time=code_time.value,
            code_secret=secrets.token_hex(16),
            language=language,
            attempt_id=errand.attempt_id if errand else None,
            question_id=errand.question_id if errand else None,
            quiz_course_key=errand.course_key if errand else None,
            quiz_key=errand.quiz_key if errand else None,
            started_at=clock.now(),
        )
    )
    return walk.id


def make_move(facts: WalkFacts, step: int, move: Move) -> bool:
    """Keep a move that was made on the screen of `step`. False when another was kept meanwhile: nothing changes.

    Raises ForgedMoveError when the screen has no such button, WalkTooLongError.
    """
    serialise(f"walk {facts.id}")
    now_kept = get_walk(facts.id, facts.person_id, course_key=facts.course_key, scenario_key=facts.scenario_key)
    scenario, state = get_scenario_of(now_kept), state_of(now_kept)
    if state.step != step or is_over(scenario, state):
        return False
    if step >= LONGEST_WALK:
        raise WalkTooLongError
    new = advance(scenario, facts.mode, state, move)
    add(
        MoveRow(
            node_id=current_app.config["NODE_ID"],
            walk_id=facts.id,
            step=step,
            action=move.action,
            verdicts={name: verdict.value for name, verdict in move.verdicts.items()},
            made_at=move.made_at,
        )
    )
    if is_over(scenario, new):
        _end(facts, scenario, new)
    return True


def _end(facts: WalkFacts, scenario: Scenario, state: State) -> None:
    result = outcome(scenario, state)
    add(
        Ending(
            node_id=current_app.config["NODE_ID"],
            walk_id=facts.id,
            person_id=facts.person_id,
            course_key=facts.course_key,
            scenario_key=facts.scenario_key,
            points=str(result.points),
            possible=result.possible,
            percent=result.percent,
            is_passed=result.is_passed,
            ended_at=clock.now(),
        )
    )
    errand = facts.errand
    announce(
        WalkEnded(
            walk_id=facts.id,
            person_id=facts.person_id,
            course_key=facts.course_key,
            scenario_key=facts.scenario_key,
            share=str(result.points / result.possible if result.possible else result.points),
            is_passed=result.is_passed,
            attempt_id=errand.attempt_id if errand else "",
            question_id=errand.question_id if errand else "",
            quiz_course_key=errand.course_key if errand else "",
            quiz_key=errand.quiz_key if errand else "",
        )
    )


erase_person = partial(erase_in_room, "practice")
"""What this id did stays, under one that leads to nobody: there is nothing in it that somebody wrote."""
