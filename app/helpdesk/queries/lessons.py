"""Lessons and scenarios as they are published now: what a report or a question is about."""

import hashlib
from dataclasses import dataclass
from typing import Any

from app.content.types.courses import Course, Lesson, LessonText, Section
from app.helpdesk.types import Place, PlaceKind
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.practice.queries import find_scenario, get_scenario
from app.published.queries import find_course, find_release, get_course


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a report is about, in the words of one language."""

    title: str
    services: tuple[str, ...]
    sections: tuple[Section, ...]
    digest: str
    """Names the very words."""


def get_subject(place: Place, tag: Tag) -> Subject:
    """A lesson or a scenario that is published in a language. NotFoundError."""
    if place.kind is PlaceKind.SCENARIO:
        scenario, words, _release = get_scenario(place.course_key, place.key, tag)
        return Subject(title=words.title, services=scenario.services, sections=(), digest=scenario.digest)
    _course, lesson, text = get_lesson(place.course_key, place.key, tag)
    return Subject(title=text.title, services=lesson.services, sections=text.sections, digest=digest_of(text))


def get_lesson(course_key: str, lesson_key: str, tag: Tag) -> tuple[Course, Lesson, LessonText]:
    """A lesson that is published in a language. NotFoundError."""
    course, _text = get_course(course_key, tag)
    for lesson in course.lessons:
        if lesson.key == lesson_key and tag in lesson.texts:
            return course, lesson, lesson.texts[tag]
    raise NotFoundError


def find_title(course_key: str, lesson_key: str, tag: Tag) -> str:
    """What a lesson or a course is called, in this language or another; its key when it is not published any more."""
    course = find_course(course_key)
    lesson = next((one for one in course.lessons if one.key == lesson_key), None) if course else None
    texts: Any = lesson.texts if lesson else course.texts if course and not lesson_key else {}
    return texts[tag].title if tag in texts else next((text.title for text in texts.values()), lesson_key or course_key)


def find_title_of(place: Place, tag: Tag) -> str:
    """What the place of a report is called, as `find_title` says it of a lesson."""
    if place.kind is PlaceKind.LESSON:
        return find_title(place.course_key, place.key, tag)
    scenario = find_scenario(place.course_key, place.key)
    texts = scenario.texts if scenario else {}
    return texts[tag].title if tag in texts else next((text.title for text in texts.values()), place.key)


def digest_of(text: LessonText) -> str:
    """Names the words of a lesson in one language: the same as long as nobody changes them."""
    words = "\0".join([text.title, text.summary, *text.objectives_html, *text.keypoints_html, text.body_html])
    return hashlib.sha256(words.encode()).hexdigest()


def list_fresh_digests() -> list[str]:
    """The digests of all lessons and scenarios as they are published now."""
    release = find_release()
    lessons = (lesson for course in (release.courses if release else ()) for lesson in course.lessons)
    scenarios = (scenario.digest for scenario in (release.scenarios if release else {}).values())
    return [*(digest_of(text) for lesson in lessons for text in lesson.texts.values()), *scenarios]
