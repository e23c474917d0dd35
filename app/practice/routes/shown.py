"""The right way, shown: step by step on the screen, and all steps on paper. Nothing is asked and nothing is kept."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from app.content.types.scenarios import Mode, Scenario, ScenarioText, Screen
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.practice.queries import get_scenario, persona_rows
from app.practice.routes.parts import (
    action_views,
    code_blank,
    field_views,
    right_way,
    screen_view,
    spot_views,
)
from app.practice.routes.room import PATH, room
from app.practice.routes.start import each_scenario
from app.published.queries import get_course


@room.page(PATH + "show/<int:number>/", who=Circle.EVERYONE)
def show(lang: Tag, course: str, key: str, number: int) -> str:
    """One step of the right way, with what is right and why."""
    scenario, text, _release = get_scenario(course, key, lang)
    steps = _steps(scenario, text)
    if Mode.SHOW not in scenario.modes or not 1 <= number <= len(steps):
        raise NotFoundError
    return render_template(
        "practice/show.html",
        course_key=course,
        scenario=scenario,
        text=text,
        persona=persona_rows(text),
        step=steps[number - 1],
        number=number,
        total=len(steps),
    )


@room.page(PATH + "sheet/", who=Circle.EVERYONE, prebuilt=each_scenario)
def sheet(lang: Tag, course: str, key: str) -> str:
    """All steps of the right way on one page, to be printed for a class without computers."""
    scenario, text, _release = get_scenario(course, key, lang)
    found, course_text = get_course(course, lang)
    return render_template(
        "practice/sheet.html",
        course=found,
        course_title=course_text.title,
        scenario=scenario,
        text=text,
        intro_html=Markup(text.intro_html),  # noqa: S704 - compiled and cleaned at publish
        persona=persona_rows(text),
        steps=_steps(scenario, text),
    )


def _steps(scenario: Scenario, text: ScenarioText) -> list[dict[str, Any]]:
    return [_step(scenario, text, screen, pressed) for screen, pressed in right_way(scenario)]


def _step(scenario: Scenario, text: ScenarioText, screen: Screen, pressed: str) -> dict[str, Any]:
    words, code = text.screens[screen.id], code_blank(scenario)
    return {
        "screen": screen_view(screen, words, code),
        "fields": field_views(screen, words, verdicts={}, typed={}, code=code, shows_answers=True),
        "spots": spot_views(screen, words, verdicts={}, ticked=()),
        "actions": [one | {"is_right": one["key"] == pressed} for one in action_views(screen, words)],
    }
