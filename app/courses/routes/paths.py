"""The page of a path: its courses in order, how far the learner is in all of them, and the one next step."""

from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.content.types.courses import Course, CoursePath, CoursePathText, CourseText
from app.courses.documents import list_data, minutes_of, path_preview, share_links
from app.courses.queries import (
    find_final_quiz,
    find_new_path_key,
    get_path,
    list_all_done,
    list_courses_of,
    list_lessons,
    list_paths,
)
from app.courses.routes.room import room
from app.courses.rules import CourseState, Step, next_step
from app.kernel.locale import Tag, get_language
from app.kernel.permissions import Circle
from app.web.earned import list_passed
from app.web.head import data_block, public
from app.web.i18n import offered
from app.web.viewer import current_viewer


def each_path() -> Iterator[dict[str, Any]]:
    """Every path in every language that it is offered in."""
    for tag in offered():
        for path, _text in list_paths(tag):
            yield {"lang": tag, "path": path.key}


@room.page("/<lang:lang>/paths/<path>/", who=Circle.EVERYONE, prebuilt=each_path)
def path(lang: Tag, path: str) -> str | AnyResponse:
    """A path."""
    moved = find_new_path_key(path)
    if moved:
        return redirect(url_for("courses.path", lang=lang, path=moved), 301)
    found, text = get_path(path, lang)
    courses = list_courses_of(found, lang)
    rows = _rows(courses, lang)
    return render_template("courses/path.html", **_described(found, text, courses, lang), **_progress(rows, lang))


def _described(
    path: CoursePath, text: CoursePathText, courses: list[tuple[Course, CourseText]], lang: Tag
) -> dict[str, Any]:
    url = public(url_for("courses.path", lang=lang, path=path.key))
    minutes = minutes_of(path, lang)
    return {
        "path": path,
        "text": text,
        "minutes": minutes,
        "languages": [get_language(tag) for tag in offered() if tag in path.texts],
        "share": share_links(url, text.title)
        | {
            "qr": url_for("courses.path_qr", lang=lang, path=path.key),
            "poster": url_for("courses.path_poster", lang=lang, path=path.key),
        },
        "preview": path_preview(path, text, minutes),
        "data": data_block(list_data(courses)),
    }


def _rows(courses: list[tuple[Course, CourseText]], lang: Tag) -> list[dict[str, Any]]:
    person_id = current_viewer().person_id
    done, passed = list_all_done(person_id), list_passed(person_id)
    return [
        {"course": course, "text": text, "total": len(list_lessons(course, lang)), "state": state}
        for course, text in courses
        for state in [_state(course, lang, done.get(course.key, frozenset()), is_passed=course.key in passed)]
    ]


def _state(course: Course, lang: Tag, done: frozenset[str], *, is_passed: bool) -> CourseState:
    quiz = find_final_quiz(course, lang)
    ahead = tuple(lesson.key for lesson, _words in list_lessons(course, lang) if lesson.key not in done)
    return CourseState(key=course.key, ahead=ahead, quiz=quiz.key if quiz else None, is_passed=is_passed)


def _progress(rows: list[dict[str, Any]], lang: Tag) -> dict[str, Any]:
    total = sum(row["total"] for row in rows)
    done = total - sum(len(row["state"].ahead) for row in rows)
    step = next_step(row["state"] for row in rows)
    return {
        "rows": rows,
        "total": total,
        "done": done,
        "step": step,
        "step_url": _address(step, lang) if step else None,
    }


def _address(step: Step, lang: Tag) -> str:
    if step.lesson:
        return url_for("courses.lesson", lang=lang, course=step.course, lesson=step.lesson)
    return url_for("quizzes.start", lang=lang, course=step.course, quiz=step.quiz)
