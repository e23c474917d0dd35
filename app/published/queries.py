"""The release of this moment, and courses in it. What a room makes of them is its own."""

from typing import cast

from flask import current_app

from app.content.library import Library
from app.content.types.courses import Course, CourseText
from app.content.types.releases import Release
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag


def get_library() -> Library:
    """Where releases are kept, and the quizzes and scenarios of all of them."""
    return cast("Library", current_app.extensions["library"])


def find_release() -> Release | None:
    """What is published now, if anything."""
    return get_library().current()


def get_release() -> Release:
    """What is published now. NotFoundError before the first release."""
    release = find_release()
    if release is None:
        raise NotFoundError
    return release


def find_course(key: str) -> Course | None:
    """A course that is published now, in whichever languages."""
    release = find_release()
    return next((course for course in release.courses if course.key == key), None) if release else None


def get_course(key: str, tag: Tag) -> tuple[Course, CourseText]:
    """A course in a language. NotFoundError."""
    course = find_course(key)
    if course is None or tag not in course.texts:
        raise NotFoundError
    return course, course.texts[tag]


def find_new_key(key: str) -> str | None:
    """What a course is called now that was once called `key`."""
    release = find_release()
    return next((course.key for course in (release.courses if release else ()) if key in course.was), None)
