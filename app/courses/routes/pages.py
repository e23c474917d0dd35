"""The pages of courses. A visitor's are rendered once at publish; a learner's show what they have done."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.content.types.courses import Course, CourseText, Lesson, LessonText
from app.courses.documents import course_data, course_preview, list_data, share_links
from app.courses.queries import (
    find_final_quiz,
    list_all_done,
    list_courses,
    list_done,
    list_lessons,
    list_notes,
    list_paths,
    list_situations,
)
from app.courses.routes.parts import closing_check, closing_practice, parts_of
from app.courses.routes.room import room
from app.courses.service import complete_lesson as complete
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError
from app.kernel.locale import Language, Tag, get_language
from app.kernel.permissions import Circle
from app.practice.queries import list_scenarios
from app.published.queries import find_new_key, find_release, get_course, get_library, get_release
from app.web.assets import FOREVER
from app.web.earned import find_standing
from app.web.head import data_block, picture_url, public
from app.web.i18n import offered
from app.web.kept import render_kept
from app.web.pages import in_each_language
from app.web.viewer import current_viewer, person_for_writing

STREAMED = ("audio/", "video/")
"""Too large to be kept in memory: read from disk piece by piece."""
ONE_RANGE = re.compile(r"bytes=(\d+-\d*|-\d+)")


@room.page("/<lang:lang>/courses/", who=Circle.EVERYONE, prebuilt=in_each_language)
def catalogue(lang: Tag) -> str:
    """All courses; those of a path under its name."""
    done = list_all_done(current_viewer().person_id)
    courses = list_courses(lang)
    cards = {course.key: _card(course, text, done.get(course.key, frozenset())) for course, text in courses}
    paths: list[dict[str, Any]] = [
        {"path": path, "text": text, "cards": [cards[key] for key in path.courses if key in cards]}
        for path, text in list_paths(lang)
    ]
    grouped = {card["course"].key for group in paths for card in group["cards"]}
    return render_template(
        "courses/catalogue.html",
        paths=paths,
        cards=[card for key, card in cards.items() if key not in grouped],
        situations=[
            {"name": situation.names[lang], "lessons": [_led_to(one, lesson, lang) for one, lesson in lessons]}
            for situation, lessons in list_situations(lang)
        ],
        data=data_block(list_data(courses)) if courses else None,
    )


def _led_to(course: Course, lesson: Lesson, lang: Tag) -> dict[str, str]:
    return {"course": course.key, "lesson": lesson.key, "title": lesson.texts[lang].title}


def _card(course: Course, text: CourseText, done: frozenset[str]) -> dict[str, Any]:
    return {
        "course": course,
        "text": text,
        "languages": _languages(course),
        "done": len(done & {lesson.key for lesson in course.lessons}),
    }


def _languages(course: Course) -> list[Language]:
    return [get_language(tag) for tag in offered() if tag in course.texts]


def each_course() -> Iterator[dict[str, Any]]:
    """Every course in every language that it is offered in."""
    for tag in offered():
        for course, _text in list_courses(tag):
            yield {"lang": tag, "course": course.key}


@room.page("/<lang:lang>/courses/<course>/", who=Circle.EVERYONE, prebuilt=each_course)
def course(lang: Tag, course: str) -> str | AnyResponse:
    """A course: what it gives, its lessons, where to go on."""
    moved = find_new_key(course)
    if moved:
        return redirect(url_for("courses.course", lang=lang, course=moved), 301)
    found, text = get_course(course, lang)
    person_id = current_viewer().person_id
    done = list_done(person_id, course)
    standing = find_standing(person_id, course)
    lessons = list_lessons(found, lang)
    return render_template(
        "courses/course.html",
        course=found,
        text=text,
        lessons=[{"lesson": lesson, "text": words, "is_done": lesson.key in done} for lesson, words in lessons],
        practices=len(list_scenarios(found, lang)),
        has_notes=bool(list_notes(found, lang)),
        next_key=next((lesson.key for lesson, _words in lessons if lesson.key not in done), None),
        done=sum(lesson.key in done for lesson, _words in lessons),
        quiz=_final_quiz(found, lang, standing.passed_quizzes),
        certificate=standing.certificate,
        **_told(found, text, lang),
    )


def _told(course: Course, text: CourseText, lang: Tag) -> dict[str, Any]:
    """What the page says of the course to those who have not begun, and to machines."""
    url = public(url_for("courses.course", lang=lang, course=course.key))
    preview = course_preview(course, text)
    return {
        "languages": _languages(course),
        "share": share_links(url, text.title)
        | {
            "qr": url_for("courses.qr", lang=lang, course=course.key),
            "poster": url_for("courses.poster", lang=lang, course=course.key),
        },
        "preview": preview,
        "data": data_block(course_data(course, text, url=url, picture=picture_url(preview))),
    }


def _final_quiz(course: Course, tag: Tag, passed: frozenset[str]) -> dict[str, Any] | None:
    quiz = find_final_quiz(course, tag)
    if quiz is None:
        return None
    return {
        "key": quiz.key,
        "title": quiz.texts[tag].title,
        "draw": quiz.draw,
        "pass_percent": quiz.pass_percent,
        "is_passed": quiz.key in passed,
    }


def _each_lesson() -> Iterator[dict[str, Any]]:
    for tag in offered():
        for course, _text in list_courses(tag):
            for lesson, _words in list_lessons(course, tag):
                yield {"lang": tag, "course": course.key, "lesson": lesson.key}


@room.page("/<lang:lang>/courses/<course>/<lesson>/", who=Circle.EVERYONE, prebuilt=_each_lesson)
def lesson(lang: Tag, course: str, lesson: str) -> AnyResponse:
    """A lesson."""
    moved = find_new_key(course)
    if moved:
        return redirect(url_for("courses.lesson", lang=lang, course=moved, lesson=lesson), 301)
    found, course_text = get_course(course, lang)
    lessons = list_lessons(found, lang)
    place = next((place for place, (one, _words) in enumerate(lessons) if one.key == lesson), None)
    renamed = next((one.key for one, _words in lessons if lesson in one.was), None)
    if place is None and renamed:
        return redirect(url_for("courses.lesson", lang=lang, course=course, lesson=renamed), 301)
    if place is None:
        raise NotFoundError
    return _lesson_page(lang, found, course_text, lessons, place)


def _lesson_page(
    tag: Tag, course: Course, course_text: CourseText, lessons: list[tuple[Lesson, LessonText]], place: int
) -> Response:
    lesson, text = lessons[place]
    is_last = place == len(lessons) - 1
    is_done = lesson.key in list_done(current_viewer().person_id, course.key)

    def context() -> dict[str, Any]:
        parts = list(parts_of(course, text, get_release(), tag))
        has_quiz = is_last or lesson.quiz == course.quiz
        return {
            "course": course,
            "course_text": course_text,
            "lesson": lesson,
            "text": text,
            "parts": parts,
            "has_film": any(part["kind"] == "video" for part in parts),
            "practice": closing_practice(course, lesson, parts, tag),
            "check": closing_check(course, lesson, parts, get_release(), tag),
            "number": place + 1,
            "total": len(lessons),
            "previous": _beside(lessons, place - 1) if place else None,
            "next": None if is_last else _beside(lessons, place + 1),
            "quiz": _final_quiz(course, tag, frozenset()) if has_quiz else None,
            "is_done": is_done,
            "preview": course_preview(course, course_text),
        }

    return render_kept("courses/lesson.html", (get_release().digest, is_done), context)


def _beside(lessons: list[tuple[Lesson, LessonText]], place: int) -> dict[str, str]:
    lesson, text = lessons[place]
    return {"key": lesson.key, "title": text.title}


@room.action("/<lang:lang>/courses/<course>/<lesson>/done", who=Circle.EVERYONE, open_post=True)
def complete_lesson(lang: Tag, course: str, lesson: str) -> AnyResponse:
    """Mark a lesson as done, and show it as done."""
    with write_tx():
        complete(person_for_writing(), course, lesson, lang)
    return redirect(url_for("courses.lesson", lang=lang, course=course, lesson=lesson), 303)


def _each_file() -> Iterator[dict[str, Any]]:
    release = find_release()
    for file in release.media.values() if release else ():
        if not file.mimetype.startswith(STREAMED):
            yield {"digest": file.digest, "name": file.name}


@room.page("/media/<digest>/<name>", who=Circle.EVERYONE, prebuilt=_each_file)
def media(digest: str, name: str) -> Response:
    """A picture, sound or film of a course. Its address never changes its bytes.

    A player asks for one range of bytes; what asks for several, or cannot be read, gets all (RFC 9110, 14.2).
    """
    file = get_release().media.get(digest)
    if file is None or file.name != name:
        raise NotFoundError
    path = get_library().media_path(digest)
    if not ONE_RANGE.fullmatch(request.headers.get("Range", "")):
        request.environ.pop("HTTP_RANGE", None)
    response = (
        send_file(path, mimetype=file.mimetype, download_name=name, conditional=True, etag=digest)
        if file.mimetype.startswith(STREAMED)
        else Response(path.read_bytes(), mimetype=file.mimetype)
    )
    response.headers["Cache-Control"] = FOREVER
    if file.mimetype == "image/svg+xml":
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
