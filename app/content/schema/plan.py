"""Which files are read, as what, and which languages a machine makes of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.content.schema.course import read_course_text
from app.content.schema.film.captions import Captions, read_captions
from app.content.schema.glossary import Glossary, read_glossary
from app.content.schema.lesson import LessonSource, read_lesson
from app.content.schema.note import read_note
from app.content.schema.pieces import Words
from app.content.schema.practice.reading import ScenarioSource, read_scenario
from app.content.schema.quiz.reading import QuizSource, read_quiz
from app.content.source.document import Document, TextFile, read_file
from app.content.source.report import Report
from app.content.source.tree import CourseFolder, PathFolder, Tree
from app.kernel.locale import LANGUAGES, Tag


class Kind(StrEnum):
    """What a file is read as."""

    CAPTIONS = "captions"
    COURSE = "course"
    GLOSSARY = "glossary"
    LESSON = "lesson"
    NOTE = "note"
    PATH = "path"
    QUIZ = "quiz"
    SCENARIO = "scenario"


Source = Words | Captions | Glossary | LessonSource | QuizSource | ScenarioSource
"""A file with its types; of a landing page or a note, its words are all there is."""

NO_COURSE = ""
"""Stands for the course of a file that belongs to none: a path's."""

SOURCES: Mapping[Kind, type[Source]] = {
    Kind.CAPTIONS: Captions,
    Kind.COURSE: Words,
    Kind.GLOSSARY: Glossary,
    Kind.LESSON: LessonSource,
    Kind.NOTE: Words,
    Kind.PATH: Words,
    Kind.QUIZ: QuizSource,
    Kind.SCENARIO: ScenarioSource,
}


@dataclass(frozen=True, kw_only=True)
class Task:
    """A file to read. `derived` are the languages that are made from it, since nobody has written them."""

    text: TextFile
    kind: Kind
    course: str
    is_source: bool
    """Whether other languages are translated from it."""
    derived: tuple[Tag, ...]


def plan(tree: Tree, languages: Sequence[Tag]) -> Iterator[Task]:
    """Every file in a language of the site."""
    for course in tree.courses:
        source = source_of(course, languages)
        yield from _tasks(course.texts, Kind.COURSE, course.key, source, languages)
        yield from _tasks(course.glossaries, Kind.GLOSSARY, course.key, source, languages)
        for lesson in course.lessons:
            yield from _tasks(lesson.texts, Kind.LESSON, course.key, source, languages)
            yield from _tasks(lesson.notes, Kind.NOTE, course.key, source, languages)
        for texts in _film_texts(course):
            yield from _tasks(texts, Kind.CAPTIONS, course.key, source, languages)
        for scenario in course.scenarios:
            yield from _tasks(scenario.texts, Kind.SCENARIO, course.key, source, languages)
    for path in tree.paths:
        yield from _tasks(path.texts, Kind.PATH, NO_COURSE, path_source_of(path, languages), languages)
    for quiz in tree.quizzes:
        yield from _tasks(quiz.texts, Kind.QUIZ, quiz.course, None, languages)


def passed_over(tree: Tree, languages: Sequence[Tag]) -> Iterator[TextFile]:
    """Files in languages that the site does not offer; whoever writes them is told all the same what cannot be read."""
    texts = [each for course in tree.courses for each in (course.texts, course.glossaries)]
    texts += [found for course in tree.courses for lesson in course.lessons for found in (lesson.texts, lesson.notes)]
    texts += [found for course in tree.courses for found in _film_texts(course)]
    texts += [scenario.texts for course in tree.courses for scenario in course.scenarios]
    texts += [path.texts for path in tree.paths]
    texts += [quiz.texts for quiz in tree.quizzes]
    return (text for found in texts for tag, text in found.items() if tag not in languages)


def _film_texts(course: CourseFolder) -> Iterator[Mapping[Tag, TextFile]]:
    for film in course.films:
        yield film.captions
        yield film.chapters


def source_of(course: CourseFolder, languages: Sequence[Tag]) -> Tag:
    """The language that a course is translated from: the first of the site that people wrote it in."""
    return next(iter(written_in(course, languages)), languages[0])


def written_in(course: CourseFolder, languages: Iterable[Tag]) -> tuple[Tag, ...]:
    """Languages of the site that people wrote a course in."""
    found = {*course.texts, *(tag for lesson in course.lessons for tag in lesson.texts)}
    return tuple(tag for tag in languages if tag in found and LANGUAGES[tag].derived_from is None)


def path_source_of(path: PathFolder, languages: Sequence[Tag]) -> Tag:
    """The language that a path is translated from."""
    return next(iter(path_written_in(path, languages)), languages[0])


def path_written_in(path: PathFolder, languages: Iterable[Tag]) -> tuple[Tag, ...]:
    """Languages of the site that people wrote a path in."""
    return tuple(tag for tag in languages if tag in path.texts and LANGUAGES[tag].derived_from is None)


def offered(found: Mapping[Tag, object], languages: Iterable[Tag]) -> list[Tag]:
    """Languages of the site in which there is something, authored ones first."""
    return sorted((tag for tag in languages if tag in found), key=lambda tag: LANGUAGES[tag].derived_from is not None)


def read_source(task: Task, report: Report) -> Source:
    """A file with its types; whatever cannot be read is told with its line."""
    document = read_file(task.text, report)
    if task.kind is Kind.LESSON:
        return read_lesson(document, report, is_source=task.is_source)
    return _READERS[task.kind](document, report)


_READERS: Mapping[Kind, Callable[[Document, Report], Source]] = {
    Kind.CAPTIONS: read_captions,
    Kind.COURSE: read_course_text,
    Kind.GLOSSARY: read_glossary,
    Kind.NOTE: read_note,
    Kind.PATH: read_course_text,
    Kind.QUIZ: read_quiz,
    Kind.SCENARIO: read_scenario,
}


def words_in(source: Source) -> Words:
    """The texts of a file."""
    return source if isinstance(source, Words) else source.words


def _tasks(
    texts: Mapping[Tag, TextFile], kind: Kind, course: str, source: Tag | None, languages: Sequence[Tag]
) -> Iterator[Task]:
    for tag in offered(texts, languages):
        derived = (each for each in languages if LANGUAGES[each].derived_from == tag and each not in texts)
        yield Task(text=texts[tag], kind=kind, course=course, is_source=tag == source, derived=tuple(derived))
