"""A lesson's text as a page shows it: pieces of HTML, and between them what can be heard, seen and answered."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.content.types.courses import Course, Lesson, LessonText
from app.content.types.media import Film, FilmQuestion, MediaFile
from app.content.types.quizzes import Quiz
from app.content.types.releases import Release
from app.content.types.scenarios import Scenario, ScenarioText
from app.kernel.locale import Tag, get_language
from app.practice.queries import list_scenarios
from app.web.i18n import offered
from app.web.pages import megabytes

_PLACE = re.compile(r"<!--(?P<kind>[a-z]+) (?P<key>[a-z0-9-]+)-->")


def parts_of(course: Course, text: LessonText, release: Release, tag: Tag) -> Iterator[dict[str, Any]]:
    """The parts in order, each with its `kind`: `text` has `html`, the others what their templates say."""
    end = 0
    for mark in _PLACE.finditer(text.body_html):
        yield {"kind": "text", "html": text.body_html[end : mark.start()]}
        kind, key, end = mark["kind"], mark["key"], mark.end()
        match kind:
            case "narration":
                yield {"kind": kind, **_narration(text, key)}
            case "video":
                yield {"kind": kind, **_film(course, key, release, tag)}
            case "quiz" if quiz := release.quizzes.get(f"{course.key}/{key}"):
                yield {"kind": kind, **_quiz(quiz, tag)}
            case "practice" if scenario := release.scenarios.get(f"{course.key}/{key}"):
                yield {"kind": kind, **_practice(scenario, scenario.texts[tag])}
    yield {"kind": "text", "html": text.body_html[end:]}


def closing_practice(
    course: Course, lesson: Lesson, parts: Iterable[dict[str, Any]], tag: Tag
) -> dict[str, Any] | None:
    """The card of the scenario that a lesson names, when it has not placed it in its text."""
    if lesson.practice in {part["key"] for part in parts if part["kind"] == "practice"}:
        return None
    found = (pair for pair in list_scenarios(course, tag) if pair[0].key == lesson.practice)
    return next((_practice(scenario, text) for scenario, text in found), None)


def closing_check(
    course: Course, lesson: Lesson, parts: Iterable[dict[str, Any]], release: Release, tag: Tag
) -> dict[str, Any] | None:
    """The card of the quiz that closes a lesson, when it has not placed it in its text; the final quiz has a place."""
    placed = {part["key"] for part in parts if part["kind"] == "quiz"}
    quiz = release.quizzes.get(f"{course.key}/{lesson.quiz}")
    is_shown = quiz is None or tag not in quiz.texts or lesson.quiz in placed or lesson.quiz == course.quiz
    return None if is_shown or quiz is None else _quiz(quiz, tag)


def _quiz(quiz: Quiz, tag: Tag) -> dict[str, Any]:
    return {"key": quiz.key, "title": quiz.texts[tag].title, "draw": quiz.draw}


def _practice(scenario: Scenario, text: ScenarioText) -> dict[str, Any]:
    modes = [mode.value for mode in scenario.modes]
    return {"key": scenario.key, "title": text.title, "minutes": scenario.minutes, "modes": modes}


def _narration(text: LessonText, section: str) -> dict[str, Any]:
    narration = next(each for each in text.narrations if each.section == section)
    return {
        "title": next((each.title for each in text.sections if each.id == section), text.title),
        "size": _size(narration.files),
        "files": narration.files,
        "is_stale": narration.is_stale,
    }


def _film(course: Course, key: str, release: Release, tag: Tag) -> dict[str, Any]:
    film = next(each for each in course.films if each.key == key)
    own = film.texts[tag]
    return {
        "film": film,
        "title": own.title,
        "length": moment(film.seconds) if film.seconds else "",
        "size": _size(film.files),
        "tracks": list(_tracks(film, tag)),
        "chapters": own.chapters,
        "scenes": [{"at": f"{scene.at:g}", "moment": moment(scene.at), "scene": scene} for scene in own.scenes],
        "questions": [_asked(course, each, release, tag) for each in film.questions],
    }


def _tracks(film: Film, tag: Tag) -> Iterator[dict[str, Any]]:
    for each in offered():
        if each in film.texts:
            yield {"language": get_language(each), "file": film.texts[each].captions, "is_own": each == tag}


def _asked(course: Course, asked: FilmQuestion, release: Release, tag: Tag) -> dict[str, Any]:
    quiz = release.quizzes[f"{course.key}/{asked.quiz}"]
    question = next(each for each in quiz.questions if each.id == asked.question)
    return {"asked": asked, "moment": moment(asked.at), "question": question, "text": question.texts[tag]}


def moment(seconds: float) -> str:
    """A moment of a film, or its length, as players show it."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _size(files: tuple[MediaFile, ...]) -> str:
    """What hearing or seeing it costs at most, in whichever format."""
    return megabytes(max(file.size for file in files))
