"""All that was written, read into its types: what checks, rendering and the release start from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.content.schema.course import CourseSettings, read_settings
from app.content.schema.film.captions import Captions
from app.content.schema.film.reading import FilmWork, read_film
from app.content.schema.glossary import Glossary
from app.content.schema.lesson import LessonSource
from app.content.schema.narration import NarrationWork, read_narrations
from app.content.schema.path import PathSettings, read_path_settings
from app.content.schema.pieces import Words
from app.content.schema.plan import Source, offered, path_source_of, path_written_in, source_of, written_in
from app.content.schema.practice.reading import ScenarioSource
from app.content.schema.quiz.reading import QuizSource
from app.content.schema.services import ServiceSource, read_services
from app.content.schema.situations import SituationSource, read_situations
from app.content.source.document import TextFile
from app.content.source.films import FilmFiles
from app.content.source.picture import Picture
from app.content.source.recording import Recording
from app.content.source.report import Report
from app.content.source.tree import CourseFolder, LessonFolder, PathFolder, QuizFile, ScenarioFile, Tree
from app.kernel.locale import LANGUAGES, Tag

Typed = TypeVar("Typed", Words, Captions, Glossary, LessonSource, QuizSource, ScenarioSource)


@dataclass(frozen=True, kw_only=True)
class LessonWork:
    """A lesson in the languages that it was written in; the source comes first."""

    path: str
    key: str
    texts: Mapping[Tag, LessonSource]
    notes: Mapping[Tag, Words]
    """What a trainer is told of it."""
    narrations: tuple[NarrationWork, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScenarioWork:
    """A practice scenario in the languages that it was written in. `path` is its file without language and ending."""

    path: str
    key: str
    source: Tag
    texts: Mapping[Tag, ScenarioSource]

    @property
    def first(self) -> ScenarioSource | None:
        """What the others are translated from: the source, or the first there is; None when nothing can be read."""
        return self.texts.get(self.source) or next(iter(self.texts.values()), None)


@dataclass(frozen=True, kw_only=True)
class CourseWork:
    """A course in the languages that it was written in. `settings` is None when course.yml cannot be read."""

    path: str
    key: str
    source: Tag
    """The language that the others are translated from."""
    languages: tuple[Tag, ...]
    """Languages of the site that people wrote this course in."""
    is_written: bool
    """Whether there is any text, in whichever language."""
    settings: CourseSettings | None
    texts: Mapping[Tag, Words]
    glossaries: Mapping[Tag, Glossary]
    lessons: tuple[LessonWork, ...]
    scenarios: tuple[ScenarioWork, ...]
    films: tuple[FilmWork, ...] = ()
    cover: str = ""
    """The file of the drawing that stands for the course; empty when there is none."""

    @property
    def practices(self) -> frozenset[str]:
        """Keys of the scenarios."""
        return frozenset(scenario.key for scenario in self.scenarios)

    def in_order(self) -> list[LessonWork]:
        """The lessons that course.yml lists, or all of them by the numbers of their folders."""
        if self.settings is None or self.settings.lessons is None:
            return list(self.lessons)
        by_key = {lesson.key: lesson for lesson in self.lessons}
        return [by_key[mention.key] for mention in self.settings.lessons if mention.key in by_key]


@dataclass(frozen=True, kw_only=True)
class PathWork:
    """A path in the languages that it was written in. `settings` is None when path.yml cannot be read."""

    path: str
    key: str
    source: Tag
    languages: tuple[Tag, ...]
    """Languages of the site that people wrote this path in."""
    is_written: bool
    settings: PathSettings | None
    texts: Mapping[Tag, Words]


@dataclass(frozen=True, kw_only=True)
class QuizWork:
    """A quiz in the languages that it was written in."""

    course: str
    key: str
    source: Tag
    texts: Mapping[Tag, QuizSource]


@dataclass(frozen=True, kw_only=True)
class Works:
    """Everything under a root. `services` and `designs` are None when they cannot be known."""

    languages: tuple[Tag, ...]
    """Languages of the site, derived ones too."""
    courses: tuple[CourseWork, ...]
    paths: tuple[PathWork, ...]
    quizzes: tuple[QuizWork, ...]
    services: Mapping[str, ServiceSource] | None
    services_file: str
    situations: tuple[SituationSource, ...]
    designs: frozenset[str] | None
    pictures: Mapping[str, Picture]

    @property
    def authored(self) -> tuple[Tag, ...]:
        """Languages of the site that people write."""
        return tuple(tag for tag in self.languages if LANGUAGES[tag].derived_from is None)

    def recordings(self) -> Iterator[Recording]:
        """Every film, and every sound in a language of the site."""
        for course in self.courses:
            for film in course.films:
                yield from film.recordings
            for lesson in course.lessons:
                for narration in lesson.narrations:
                    yield from narration.recordings if narration.tag in self.languages else ()

    def words(self) -> Iterator[Words]:
        """The texts of every file."""
        for course in self.courses:
            yield from course.texts.values()
            yield from (glossary.words for glossary in course.glossaries.values())
            for film in course.films:
                yield from (text.words for text in (*film.captions.values(), *film.chapters.values()))
            for lesson in course.lessons:
                yield from (text.words for text in lesson.texts.values())
                yield from lesson.notes.values()
            for scenario in course.scenarios:
                yield from (text.words for text in scenario.texts.values())
        for path in self.paths:
            yield from path.texts.values()
        for quiz in self.quizzes:
            yield from (text.words for text in quiz.texts.values())


class _Readers:
    def __init__(
        self,
        languages: Sequence[Tag],
        sources: Mapping[str, Source],
        pictures: Mapping[str, Picture],
        report: Report,
    ) -> None:
        self._languages = tuple(languages)
        self._sources = sources
        self._pictures = pictures
        self._report = report

    def course(self, folder: CourseFolder) -> CourseWork:
        settings = read_settings(folder.settings, folder.key, self._report) if folder.settings else None
        return CourseWork(
            path=folder.path,
            key=folder.key,
            source=source_of(folder, self._languages),
            languages=written_in(folder, self._languages),
            is_written=bool(folder.texts or any(lesson.texts for lesson in folder.lessons)),
            settings=settings,
            texts=self._typed(Words, folder.texts),
            glossaries=self._typed(Glossary, folder.glossaries),
            lessons=tuple(self._lesson(lesson) for lesson in folder.lessons),
            films=tuple(self._film(film) for film in folder.films),
            scenarios=tuple(self._scenario(file, source_of(folder, self._languages)) for file in folder.scenarios),
            cover=folder.cover,
        )

    def path(self, folder: PathFolder) -> PathWork:
        settings = read_path_settings(folder.settings, folder.key, self._report) if folder.settings else None
        return PathWork(
            path=folder.path,
            key=folder.key,
            source=path_source_of(folder, self._languages),
            languages=path_written_in(folder, self._languages),
            is_written=bool(folder.texts),
            settings=settings,
            texts=self._typed(Words, folder.texts),
        )

    def quiz(self, file: QuizFile) -> QuizWork:
        texts = self._typed(QuizSource, file.texts)
        return QuizWork(course=file.course, key=file.key, source=next(iter(texts), self._languages[0]), texts=texts)

    def _lesson(self, folder: LessonFolder) -> LessonWork:
        return LessonWork(
            path=folder.path,
            key=folder.key,
            texts=self._typed(LessonSource, folder.texts),
            notes=self._typed(Words, folder.notes),
            narrations=tuple(read_narrations(folder.narrations, self._report)),
        )

    def _film(self, files: FilmFiles) -> FilmWork:
        captions, chapters = self._typed(Captions, files.captions), self._typed(Captions, files.chapters)
        return read_film(files, captions, chapters, self._pictures, self._report)

    def _scenario(self, file: ScenarioFile, source: Tag) -> ScenarioWork:
        return ScenarioWork(path=file.path, key=file.key, source=source, texts=self._typed(ScenarioSource, file.texts))

    def _typed(self, kind: type[Typed], files: Mapping[Tag, TextFile]) -> dict[Tag, Typed]:
        found = ((tag, self._sources[files[tag].file]) for tag in offered(files, self._languages))
        return {tag: source for tag, source in found if isinstance(source, kind)}


def _is_of_this_site(work: CourseWork | PathWork) -> bool:
    """What is written only in languages that the site does not offer is passed over; what is empty is told."""
    return bool(work.languages) or not work.is_written


def read_works(tree: Tree, languages: Sequence[Tag], sources: Mapping[str, Source], report: Report) -> Works:
    """Everything in a tree, in the languages of the site. `sources` are the planned files with their types, by file."""
    readers = _Readers(languages, sources, tree.pictures, report)
    return Works(
        languages=tuple(languages),
        courses=tuple(course for course in map(readers.course, tree.courses) if _is_of_this_site(course)),
        paths=tuple(path for path in map(readers.path, tree.paths) if _is_of_this_site(path)),
        quizzes=tuple(quiz for quiz in map(readers.quiz, tree.quizzes) if quiz.texts),
        services=read_services(tree.services, report) if tree.services else None,
        services_file=tree.services.file if tree.services else "courses/services.yml",
        situations=read_situations(tree.situations, report) if tree.situations else (),
        designs=tree.designs,
        pictures=tree.pictures,
    )
