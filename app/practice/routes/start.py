"""Before a walk: which scenarios a course has, what one is, and the tap that begins it."""

from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.content.types.scenarios import Mode
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.practice.queries import find_open_walk, get_scenario, list_passed, list_scenarios, persona_rows, state_of
from app.practice.routes.room import INDEX, PATH, room
from app.practice.service import begin_walk
from app.practice.types import CodeTime, ForgedMoveError, WalkFacts
from app.published.queries import find_new_key, find_release, get_course
from app.web.i18n import offered
from app.web.viewer import current_viewer, person_for_writing


def _each_course() -> Iterator[dict[str, Any]]:
    release = find_release()
    for course in release.courses if release else ():
        for tag in offered():
            if tag in course.texts and list_scenarios(course, tag):
                yield {"lang": tag, "course": course.key}


@room.page(INDEX, who=Circle.EVERYONE, prebuilt=_each_course)
def index(lang: Tag, course: str) -> str | AnyResponse:
    """The scenarios of a course."""
    moved = find_new_key(course)
    if moved:
        return redirect(url_for("practice.index", lang=lang, course=moved), 301)
    found, text = get_course(course, lang)
    passed = list_passed(current_viewer().person_id, course)
    return render_template(
        "practice/index.html",
        course=found,
        course_title=text.title,
        cards=[
            {"key": one.key, "title": words.title, "minutes": one.minutes, "is_passed": one.key in passed}
            for one, words in list_scenarios(found, lang)
        ],
    )


def each_scenario() -> Iterator[dict[str, Any]]:
    """Every scenario in every language that it is offered in."""
    release = find_release()
    for scenario in release.scenarios.values() if release else ():
        for tag in offered():
            if tag in scenario.texts:
                yield {"lang": tag, "course": scenario.course, "key": scenario.key}


@room.page(PATH, who=Circle.EVERYONE, prebuilt=each_scenario)
def start(lang: Tag, course: str, key: str) -> str | AnyResponse:
    """What the scenario is, who the persona is, and how it can be done."""
    moved = find_new_key(course)
    if moved:
        return redirect(url_for("practice.start", lang=lang, course=moved, key=key), 301)
    scenario, text, _release = get_scenario(course, key, lang)
    found, course_text = get_course(course, lang)
    person_id = current_viewer().person_id
    walk = find_open_walk(person_id, course, key)
    return render_template(
        "practice/start.html",
        course=found,
        course_title=course_text.title,
        scenario=scenario,
        text=text,
        intro_html=Markup(text.intro_html),  # noqa: S704 - compiled and cleaned at publish
        persona=persona_rows(text),
        modes=[mode.value for mode in scenario.modes],
        is_passed=key in list_passed(person_id, course),
        walk={"id": walk.id} if walk and _is_begun(walk) else None,
    )


def _is_begun(walk: WalkFacts) -> bool:
    return state_of(walk).step > 0


@room.action(PATH + "begin", who=Circle.EVERYONE, open_post=True)
def begin(lang: Tag, course: str, key: str) -> AnyResponse:
    """Begin anew in a mode; a walk that was left open is not gone on with any more."""
    mode, code_time = _wished()
    with write_tx():
        walk_id = begin_walk(person_for_writing(), course, key, language=lang, mode=mode, code_time=code_time)
    return redirect(url_for("practice.screen", lang=lang, course=course, key=key, walk=walk_id), 303)


def _wished() -> tuple[Mode, CodeTime]:
    mode, code_time = request.form.get("mode", Mode.TRY), request.form.get("code_time", CodeTime.USUAL)
    if mode not in set(Mode) or code_time not in set(CodeTime):
        raise ForgedMoveError
    return Mode(mode), CodeTime(code_time)
