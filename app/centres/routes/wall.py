"""A lesson on the wall: one step at a time in very large type, in the group's language, with nothing personal on it.

Questions of a lesson's check stand there one at a time to be talked about; what is right comes with a second press.
Nothing of a final bank is ever shown.
"""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.centres.queries.plans import list_checks, list_planned
from app.centres.routes.attendance import MEETING
from app.centres.routes.room import get_meeting, room
from app.centres.rules.wall import WallStep, steps_of
from app.content.types.courses import Course, Lesson, LessonText
from app.content.types.quizzes import Question, Quiz
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission
from app.practice.queries import find_scenario
from app.quizzes.queries.showing import may_show, options_shown, right_words, sides_shown
from app.web.i18n import offered

WHO = Permission.TEACH
Planned = tuple[Course, Lesson, LessonText]


@room.page(f"{MEETING}wall/", who=WHO)
def wall(lang: Tag, cohort: str, meeting: str) -> str | AnyResponse:
    """One step; without a lesson, which lessons there are."""
    facts, here = get_meeting(cohort, meeting)
    if lang != facts.language and facts.language in offered():
        asked = {name: request.args[name] for name in ("lesson", "step", "answer") if name in request.args}
        own: Any = {"lang": facts.language, "cohort": cohort, "meeting": meeting} | asked
        return redirect(url_for("centres.wall", **own), 303)
    planned = list_planned(facts, here)
    lesson = request.args.get("lesson", "")
    if not lesson:
        return render_template(
            "centres/wall_lessons.html", cohort=facts, meeting=here, plan=[_named(one) for one in planned]
        )
    chosen = next((one for one in planned if _key(one) == lesson), None)
    if chosen is None:
        raise NotFoundError
    views = _views(chosen, lang)
    number = request.args.get("step", type=int, default=1)
    if not 1 <= number <= len(views):
        raise NotFoundError
    following = next((one for place, one in enumerate(planned) if place and planned[place - 1] is chosen), None)
    return render_template(
        "centres/wall.html",
        cohort=facts,
        meeting=here,
        key=lesson,
        title=chosen[2].title,
        step=views[number - 1],
        number=number,
        total=len(views),
        shows_answer="answer" in request.args,
        following=_named(following) if following else None,
    )


def _key(one: Planned) -> str:
    return f"{one[0].key}/{one[1].key}"


def _named(one: Planned) -> dict[str, str]:
    return {"key": _key(one), "title": one[2].title}


def _views(one: Planned, tag: Tag) -> list[dict[str, Any]]:
    """The title, the steps of the text, what to remember, then the questions of the lesson's check."""
    course, lesson, text = one
    views: list[dict[str, Any]] = [{"kind": "title", "title": text.title, "text": text.summary}]
    for step in steps_of(text.body_html):
        views += _of_step(step, course, tag)
    if text.keypoints_html:
        views.append({"kind": "points", "title": _("Eslab qoling"), "points": text.keypoints_html})
    for quiz in list_checks(course, lesson, tag):
        views += _questions(course, quiz, tag)
    return views


def _of_step(step: WallStep, course: Course, tag: Tag) -> list[dict[str, Any]]:
    match step.kind:
        case "":
            return [{"kind": "text", "title": step.title, "html": step.html, "number": step.number}]
        case "practice" if scenario := find_scenario(course.key, step.key):
            words = scenario.texts.get(tag)
            title = words.title if words else step.key
            return [{"kind": "practice", "title": step.title, "text": title, "course": course.key, "key": step.key}]
        case _:
            return []


def _questions(course: Course, quiz: Quiz, tag: Tag) -> list[dict[str, Any]]:
    return [_question(course, quiz, one, tag) for one in quiz.questions if tag in one.texts]


def _question(course: Course, quiz: Quiz, question: Question, tag: Tag) -> dict[str, Any]:
    text, is_told = question.texts[tag], may_show(course, quiz)
    return {
        "kind": "question",
        "title": quiz.texts[tag].title,
        "prompt_html": text.prompt_html,
        "stem_html": text.stem_html,
        "options": options_shown(question, tag),
        "sides": sides_shown(question, tag),
        "right": right_words(question, tag) if is_told else [],
        "why_html": text.explanation_html if is_told else "",
        "is_told": is_told,
    }
