"""What is printed of a course: the trainer's plan, a handout a lesson, the steps of each practice task."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from app.centres.documents.paper import Paper, make_paper, printable
from app.centres.types.papers import PackPart
from app.centres.types.places import CohortFacts, MeetingFacts
from app.content.types.courses import Course, CourseText, Lesson, LessonText
from app.content.types.scenarios import FieldKind, FieldText, PracticeField, Scenario, ScenarioText, Screen
from app.practice.queries import list_scenarios, persona_rows
from app.web.links import public_link
from app.web.pages import moment_text

Taught = list[tuple[Course, CourseText, Lesson, LessonText]]
"""The lessons of a pack, in their order."""
CODE = "{{ otp }}"
DOTS = "• • • •"
"""What stands for a code that comes to a telephone."""


def plan_paper(cohort: CohortFacts, taught: Taught, meetings: list[MeetingFacts]) -> Paper:
    """What the trainer does in each lesson, minute by minute."""
    rows = []
    for _course, _text, lesson, words in taught:
        note = lesson.notes.get(cohort.language)
        rows.append(
            {"lesson": lesson, "text": words, "note": note, "plan_html": printable(note.plan_html) if note else ""}
        )
    days = [{"number": one.number, "day": moment_text(one.begins_at)} for one in meetings]
    titles = dict.fromkeys(text.title for _course, text, _lesson, _words in taught)
    return make_paper(PackPart.PLAN, "plan", cohort, course_title=", ".join(titles), rows=rows, meetings=days)


def handouts(cohort: CohortFacts, taught: Taught, copies: int) -> Iterator[Paper]:
    """Each lesson to take home, as often as there are learners."""
    for course, course_text, lesson, text in taught:
        yield make_paper(
            PackPart.HANDOUTS,
            "handout",
            cohort,
            copies=copies,
            course_title=course_text.title,
            number=course.lessons.index(lesson) + 1,
            lesson=lesson,
            text=text,
            body_html=printable(text.body_html),
            objectives=[printable(html) for html in text.objectives_html],
            keypoints=[printable(html) for html in text.keypoints_html],
            address=public_link("courses.lesson", course=course.key, lesson=lesson.key).partition("://")[2],
        )


def step_papers(cohort: CohortFacts, taught: Taught, copies: int) -> Iterator[Paper]:
    """The right way through each practice task that belongs to the lessons; all of a course that is taught whole."""
    for course in dict.fromkeys(course.key for course, _text, _lesson, _words in taught):
        lessons = [(one, lesson) for one, _text, lesson, _words in taught if one.key == course]
        whole = len(lessons) == len(lessons[0][0].lessons)
        named = {lesson.practice for _course, lesson in lessons}
        for scenario, text in list_scenarios(lessons[0][0], cohort.language):
            if whole or scenario.key in named:
                yield _steps(cohort, scenario, text, copies)


def _steps(cohort: CohortFacts, scenario: Scenario, text: ScenarioText, copies: int) -> Paper:
    return make_paper(
        PackPart.STEPS,
        "steps",
        cohort,
        copies=copies,
        title=text.title,
        intro_html=printable(text.intro_html),
        persona=persona_rows(text),
        steps=[_step(text, screen, pressed) for screen, pressed in _way(scenario)],
    )


def _way(scenario: Scenario) -> Iterator[tuple[Screen, str]]:
    """The screens of the best way, each with the button to press; "" on the last."""
    screens = {screen.id: screen for screen in scenario.screens}
    last = scenario.screens[0].id
    for step in scenario.way:
        id_, _dot, key = step.rpartition(".")
        yield screens[id_], key
        last = next(action.target for action in screens[id_].actions if action.key == key)
    yield screens[last], ""


def _step(text: ScenarioText, screen: Screen, pressed: str) -> dict[str, Any]:
    words = text.screens[screen.id]
    return {
        "title": words.title,
        "body_html": printable(words.body_html.replace(CODE, DOTS)),
        "fields": [
            {"label": words.fields[one.name].label, "answer": _answer(one, words.fields[one.name])}
            for one in screen.fields
        ],
        "spots": [Markup(words.spots_html[spot.key]) for spot in screen.spots if spot.is_suspicious],  # noqa: S704 - compiled and cleaned at publish
        "action": words.actions.get(pressed, ""),
    }


def _answer(field: PracticeField, words: FieldText) -> str:
    if field.kind is FieldKind.ACKNOWLEDGE:
        return str(_("belgi qoʻying"))
    if field.options:
        return ", ".join(words.options[key] for key in field.options if key in field.answers)
    found = next(iter(words.answers), "")
    return found.replace(CODE, DOTS) or str(_("oʻzingiz oʻylab toping"))
