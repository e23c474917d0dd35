"""A walk: one plain form a screen. What is typed is judged and forgotten; a stale post shows the present screen."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from flask import make_response, redirect, render_template, request, url_for
from flask_babel import format_decimal
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.content.schema.practice.placeholders import OTP
from app.content.types.scenarios import Mode, Scenario, Screen
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.practice.queries import get_scenario_of, persona_rows, state_of
from app.practice.routes.parts import (
    action_views,
    consequence,
    field_views,
    screen_view,
    spot_error,
    spot_views,
)
from app.practice.routes.room import WALK, own_walk, room, text_tag
from app.practice.rules.codes import code_of, is_alive, seconds_of
from app.practice.rules.judging import SPOT, demand_own, find_somebodys, judge
from app.practice.rules.walking import TRIES, action_of, has_task, is_over, is_shown, outcome, screen_of
from app.practice.service import make_move
from app.practice.types import TIMES, CodeTime, ForgedMoveError, Judgement, Move, State, Verdict, WalkFacts
from app.published.queries import get_course
from app.web.csrf import FIELD
from app.web.viewer import current_viewer

STEP, ACTION = "step", "action"
FRAME = frozenset({FIELD, STEP, ACTION})
"""Fields of the page around the screen."""
Sent = Mapping[str, Sequence[str]]

log = structlog.get_logger(__name__)


@room.page(WALK, who=Circle.EVERYONE)
def screen(lang: Tag, course: str, key: str, walk: str) -> str:
    """The screen where the walk stands, or how it ended."""
    facts = own_walk(walk, course, key)
    scenario, state = get_scenario_of(facts), state_of(facts)
    if is_over(scenario, state):
        return _debrief(lang, facts, scenario, state)
    return _screen_page(lang, facts, scenario, state, verdicts=state.verdicts)


@room.action(WALK + "step", who=Circle.EVERYONE, for_strangers=True)
def step(lang: Tag, course: str, key: str, walk: str) -> AnyResponse:
    """Press a button. Whoever has no walk any more is shown the beginning: what they typed travels nowhere."""
    here: dict[str, Any] = {"lang": lang, "course": course, "key": key}
    if current_viewer().person_id is None:
        return redirect(url_for("practice.start", **here), 303)
    facts = own_walk(walk, course, key)
    scenario, state = get_scenario_of(facts), state_of(facts)
    onward = redirect(url_for("practice.screen", **here, walk=walk), 303)
    if _step_sent() != state.step or is_over(scenario, state):
        return onward
    judgement = _judged(facts, scenario, state)
    if judgement is not None and not judgement.is_counted:
        page = _screen_page(lang, facts, scenario, state, verdicts=judgement.verdicts, typed=_typed())
        return make_response(page, 400)
    verdicts = judgement.verdicts if judgement else {}
    move = Move(action=request.form[ACTION], verdicts=verdicts, made_at=clock.now())
    with write_tx():
        is_kept = make_move(facts, state.step, move)
    new = state_of(own_walk(walk, course, key))
    if is_kept and new.screen == state.screen and new.verdicts:
        page = _screen_page(lang, facts, scenario, new, verdicts=new.verdicts, typed=_typed())
        return make_response(page, 400)
    return onward


@room.action(WALK + "time", who=Circle.EVERYONE, for_strangers=True)
def time(lang: Tag, course: str, key: str, walk: str) -> AnyResponse:
    """Give codes more time, or all the time there is."""
    facts = own_walk(walk, course, key)
    wished = request.form.get(ACTION, "")
    if wished not in TIMES or get_scenario_of(facts).otp is None:
        raise ForgedMoveError
    with write_tx():
        make_move(facts, _step_sent(), Move(action=wished, made_at=clock.now()))
    return redirect(url_for("practice.screen", lang=lang, course=course, key=key, walk=walk), 303)


def _step_sent() -> int:
    sent = request.form.get(STEP, "")
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= 6):  # noqa: PLR2004 - no walk has a million steps
        raise ForgedMoveError
    return int(sent)


def _typed() -> dict[str, list[str]]:
    """What was sent of the screen itself."""
    return {name: values for name, values in request.form.to_dict(flat=False).items() if name not in FRAME}


def _judged(facts: WalkFacts, scenario: Scenario, state: State) -> Judgement | None:
    """How what was sent went; None when the button sends nothing. ForgedMoveError."""
    sent, shown = _typed(), screen_of(scenario, state.screen)
    pressed = action_of(shown, request.form.get(ACTION, ""))
    somebodys = find_somebodys(scenario, sent)
    if not somebodys:
        demand_own(shown, sent)
    elif not somebodys <= {f"f.{field.name}" for field in shown.fields}:
        raise ForgedMoveError
    if somebodys:
        log.info("practice.somebodys_number_refused", scenario=scenario.key)
        return Judgement(verdicts={name.removeprefix("f."): Verdict.SOMEBODYS for name in somebodys})
    if not (pressed.is_submit and has_task(shown)) or is_shown(facts.mode, state):
        return None
    return judge(shown, sent, code=_live_code(facts, scenario, state))


def _live_code(facts: WalkFacts, scenario: Scenario, state: State) -> str | None:
    is_live = scenario.otp is not None and is_alive(scenario.otp, state, clock.now())
    return _code(facts, scenario, state) if is_live else None


def _code(facts: WalkFacts, scenario: Scenario, state: State) -> str:
    if scenario.otp is None or not state.code_number:
        return ""
    return code_of(facts.code_secret, state.code_number, scenario.otp.length)


def _screen_page(
    lang: Tag,
    facts: WalkFacts,
    scenario: Scenario,
    state: State,
    *,
    verdicts: Mapping[str, Verdict],
    typed: Sent | None = None,
) -> str:
    shown, text = screen_of(scenario, state.screen), scenario.texts[text_tag(lang, scenario.texts)]
    words, code = text.screens[shown.id], _code(facts, scenario, state)
    shows_answers = is_shown(facts.mode, state)
    fields = field_views(shown, words, verdicts=verdicts, typed=typed or {}, code=code, shows_answers=shows_answers)
    return render_template(
        "practice/screen.html",
        **_names(lang, facts, text.title),
        screen=screen_view(shown, words, code),
        persona=persona_rows(text),
        step=state.step,
        mode=facts.mode.value,
        fields=fields,
        spots=spot_views(shown, words, verdicts=verdicts, ticked=(typed or {}).get(SPOT, ())),
        spot_error="" if shows_answers else spot_error(shown, verdicts),
        actions=action_views(shown, words),
        shows_answers=shows_answers,
        tries_left=_tries_left(facts, shown, state),
        came_by=_came_by(scenario, state, text.screens) if facts.mode is Mode.TRY else None,
        code_time=_code_time(facts, scenario, shown, state),
    )


def _tries_left(facts: WalkFacts, shown: Screen, state: State) -> int | None:
    """How many tries are left on a screen that went wrong before; None when that is nothing to tell."""
    made = state.tries.get(shown.id, 0)
    return len(TRIES) - made if facts.mode is Mode.TRY and made else None


def _came_by(scenario: Scenario, state: State, texts: Mapping[str, Any]) -> dict[str, Any] | None:
    """What came of the last button, to be told on the screen that it led to."""
    if not state.chosen or state.verdicts:
        return None
    id_, _dot, key = state.chosen[-1].rpartition(".")
    action = action_of(screen_of(scenario, id_), key)
    said = consequence(texts[id_], action)
    return {"html": said, "is_unsafe": action.is_unsafe, "is_good": action.points > 0} if said else None


def _code_time(facts: WalkFacts, scenario: Scenario, shown: Screen, state: State) -> dict[str, Any] | None:
    """What can be done about the time of the code on a screen that shows it or asks for it."""
    asks = any(OTP in field.answers for field in shown.fields)
    if scenario.otp is None or not (asks or shown.shows_otp) or not state.code_number:
        return None
    return {
        "seconds": seconds_of(scenario.otp, state),
        "is_off": state.code_time is CodeTime.OFF,
        "is_long": state.code_time is CodeTime.LONG,
        "is_dead": _live_code(facts, scenario, state) is None,
    }


def _names(lang: Tag, facts: WalkFacts, title: str) -> dict[str, Any]:
    return {
        "course_key": facts.course_key,
        "key": facts.scenario_key,
        "walk": facts.id,
        "errand": facts.errand,
        "title": title,
        "lang_tag": lang,
    }


def _debrief(lang: Tag, facts: WalkFacts, scenario: Scenario, state: State) -> str:
    text = scenario.texts[text_tag(lang, scenario.texts)]
    end, result = screen_of(scenario, state.screen), outcome(scenario, state)
    course, _text = get_course(facts.course_key, lang)
    lesson = next((one for one in course.lessons if one.practice == facts.scenario_key and lang in one.texts), None)
    return render_template(
        "practice/debrief.html",
        **_names(lang, facts, text.title),
        screen=screen_view(end, text.screens[end.id], "") | {"surface_words": text.screens[end.id].title},
        mode=facts.mode.value,
        result={
            "is_passed": result.is_passed,
            "is_won": result.is_won,
            "points": str(format_decimal(round(float(result.points), 2))),
            "possible": result.possible,
            "percent": result.percent,
            "pass_percent": scenario.pass_percent,
        },
        unsafe=[_unsafe(scenario, text.screens, step) for step in result.unsafe],
        screens=list(_screen_rows(scenario, facts, state, text.screens)),
        lesson={"key": lesson.key, "title": lesson.texts[lang].title} if lesson else None,
        can_try=Mode.TRY in scenario.modes,
        has_otp=scenario.otp is not None,
    )


def _unsafe(scenario: Scenario, texts: Mapping[str, Any], step: str) -> dict[str, Any]:
    id_, _dot, key = step.rpartition(".")
    action = action_of(screen_of(scenario, id_), key)
    return {
        "screen": texts[id_].title,
        "label": texts[id_].actions[key],
        "consequence": consequence(texts[id_], action) or Markup(""),
    }


def _screen_rows(scenario: Scenario, facts: WalkFacts, state: State, texts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How each screen with a task went."""
    return [
        {
            "title": texts[one.id].title,
            "points": str(format_decimal(round(float(state.earned[one.id]), 2))),
            "possible": one.points,
            "tries": state.tries.get(one.id, 0) + 1 if facts.mode is Mode.TRY else 1,
        }
        for one in scenario.screens
        if one.id in state.earned and one.points
    ]
