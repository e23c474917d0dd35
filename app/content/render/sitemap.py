"""Which file or folder becomes which page, and which anchors it has."""

from collections.abc import Iterator, Mapping

from app.content.render.addresses import Addresses, Target
from app.content.render.readings import Reading
from app.content.schema.works import CourseWork, PathWork, QuizWork, Works
from app.kernel.locale import Tag

Readings = Mapping[tuple[str, Tag], Reading]
"""By file and language."""


def build_addresses(works: Works, readings: Readings) -> Addresses:
    """The pages of all courses, paths and quizzes, by path without language and suffix."""
    targets: dict[str, Target] = {}
    for course in works.courses:
        targets.update(_course_targets(course, readings))
    for path in works.paths:
        targets.update(_path_targets(path, readings))
    for quiz in works.quizzes:
        targets[_quiz_path(quiz)] = Target(path=f"courses/{quiz.course}/quiz/{quiz.key}/", ids={})
    return Addresses(targets, works.pictures)


def _course_targets(course: CourseWork, readings: Readings) -> Iterator[tuple[str, Target]]:
    ids = {tag: _ids(words.file, tag, readings) for tag, words in course.texts.items()}
    for tag, glossary in course.glossaries.items():
        ids[tag] = ids.get(tag, frozenset()) | {term.key for term in glossary.terms}
    page = Target(path=f"courses/{course.key}/", ids=ids)
    yield from ((path, page) for path in (course.path, f"{course.path}/course", f"{course.path}/glossary"))
    for lesson in course.in_order():
        own = {tag: _ids(text.words.file, tag, readings) for tag, text in lesson.texts.items()}
        target = Target(path=f"courses/{course.key}/{lesson.key}/", ids=own)
        yield from ((path, target) for path in (lesson.path, f"{lesson.path}/lesson"))
    for scenario in course.scenarios:
        yield scenario.path, Target(path=f"courses/{course.key}/practice/{scenario.key}/", ids={})


def _path_targets(path: PathWork, readings: Readings) -> Iterator[tuple[str, Target]]:
    ids = {tag: _ids(words.file, tag, readings) for tag, words in path.texts.items()}
    page = Target(path=f"paths/{path.key}/", ids=ids)
    yield from ((place, page) for place in (path.path, f"{path.path}/path"))


def _ids(file: str, tag: Tag, readings: Readings) -> frozenset[str]:
    reading = readings.get((file, tag))
    return frozenset(id_ for each in reading.rendered.values() for id_ in each.ids) if reading else frozenset()


def _quiz_path(quiz: QuizWork) -> str:
    return f"quizzes/{quiz.course}/{quiz.key}"
