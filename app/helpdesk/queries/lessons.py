"""Lessons as they are published now: what a report or a question is about."""

import hashlib
from typing import Any

from app.content.types import Course, Lesson, LessonText
from app.courses.queries import find_course, find_release, get_course
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag


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


def digest_of(text: LessonText) -> str:
    """Names the words of a lesson in one language: the same as long as nobody changes them."""
    words = "\0".join([text.title, text.summary, *text.objectives_html, *text.keypoints_html, text.body_html])
    return hashlib.sha256(words.encode()).hexdigest()


def list_fresh_digests() -> list[str]:
    """The digests of all lessons as they are published now."""
    release = find_release()
    lessons = (lesson for course in (release.courses if release else ()) for lesson in course.lessons)
    return [digest_of(text) for lesson in lessons for text in lesson.texts.values()]
