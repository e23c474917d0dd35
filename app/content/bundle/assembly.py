"""Puts courses and quizzes together from their texts in all languages, as other rooms will see them."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from app.content.bundle.alphabet import in_alphabet
from app.content.bundle.films import FilmMaker
from app.content.bundle.media import media_file, narrations_in
from app.content.bundle.quizzes import QuizMaker
from app.content.bundle.scenarios import Version, assemble_scenario
from app.content.bundle.texts import Texts, is_stale_in
from app.content.render.addresses import Addresses
from app.content.render.places import with_narrations
from app.content.render.readings import Reading
from app.content.render.scripts import Scripts
from app.content.render.sitemap import Readings
from app.content.schema.course import CourseSettings
from app.content.schema.film.reading import FilmWork
from app.content.schema.path import PathSettings
from app.content.schema.pieces import Mention
from app.content.schema.practice.reading import ScenarioSource
from app.content.schema.services import ServiceSource
from app.content.schema.works import CourseWork, LessonWork, PathWork, ScenarioWork, Works
from app.content.source.picture import Picture
from app.content.types.courses import (
    Course,
    CoursePath,
    CoursePathText,
    CourseText,
    Cover,
    Lesson,
    LessonText,
    Section,
    Term,
    TrainerNote,
)
from app.content.types.media import Film, MediaFile
from app.content.types.quizzes import Quiz
from app.content.types.releases import Service, Situation
from app.content.types.scenarios import Scenario
from app.kernel.locale import Tag

SECTION_LEVEL = 2


class Assembler:
    """Makes the values of a release. Everything has been checked: nothing here can be missing."""

    def __init__(self, works: Works, readings: Readings, addresses: Addresses, scripts: Scripts) -> None:
        self._works = works
        self._scripts = scripts
        self._texts = Texts(works.languages, readings, addresses, scripts)
        self._quizzes = QuizMaker(self._texts, works.quizzes)
        self._films = FilmMaker(self._texts.in_languages)

    def courses(self) -> tuple[Course, ...]:
        """The courses, by key."""
        return tuple(self._course(course, course.settings) for course in self._works.courses if course.settings)

    def paths(self) -> tuple[CoursePath, ...]:
        """The paths, by key."""
        return tuple(self._path(path, path.settings) for path in self._works.paths if path.settings)

    def quizzes(self, scenarios: Mapping[str, str]) -> dict[str, Quiz]:
        """The quizzes, by `<course>/<quiz>`, without their digests; `scenarios` are those of the scenarios."""
        return {f"{quiz.course}/{quiz.key}": self._quizzes.quiz(quiz, scenarios) for quiz in self._works.quizzes}

    def scenarios(self) -> dict[str, Scenario]:
        """The practice scenarios, by `<course>/<scenario>`, without their digests."""
        return {
            f"{course.key}/{work.key}": self._scenario(course.key, work, work.first)
            for course in self._works.courses
            for work in course.scenarios
            if work.first
        }

    def _scenario(self, course: str, work: ScenarioWork, source: ScenarioSource) -> Scenario:
        by_file = {text.words.file: text for text in work.texts.values()}
        words = {tag: text.words for tag, text in work.texts.items()}
        versions = {
            tag: Version(
                reading=reading,
                source=by_file[reading.words.file],
                is_stale=is_stale_in(reading, words, work.source),
                html=partial(self._texts.html, reading),
                spell=partial(self._scripts.text, course=course) if reading.is_derived else str,
            )
            for tag, reading in self._texts.in_languages(words)
        }
        return assemble_scenario(course, work, source, versions)

    def services(self) -> dict[str, Service]:
        """The register."""
        return {key: self._service(service) for key, service in (self._works.services or {}).items()}

    def situations(self) -> tuple[Situation, ...]:
        """What brings people to lessons."""
        return tuple(
            Situation(key=each.key, names=self._texts.plain(each.names), lessons=_keys(each.lessons))
            for each in self._works.situations
        )

    def media(self) -> dict[str, MediaFile]:
        """Every picture, sound, film and track of every course, by digest; the courses have been asked for before."""
        pictures = {picture.digest: _media(picture) for picture in self._works.pictures.values()}
        recordings = {recording.digest: media_file(recording) for recording in self._works.recordings()}
        return pictures | recordings | self._films.media

    def files(self) -> dict[str, bytes | Path]:
        """The bytes of all media, or where they lie, by digest."""
        pictures: dict[str, bytes | Path] = {each.digest: each.data for each in self._works.pictures.values()}
        return pictures | {each.digest: each.path for each in self._works.recordings()} | self._films.tracks

    def _course(self, course: CourseWork, settings: CourseSettings) -> Course:
        return Course(
            key=course.key,
            level=settings.level,
            minutes=settings.minutes,
            lessons=tuple(self._lesson(lesson, course.source) for lesson in course.in_order()),
            quiz=_key(settings.quiz),
            certificate=_key(settings.certificate),
            certificate_asks=settings.certificate_asks,
            competences=settings.competences,
            digcomp_version=settings.digcomp_version,
            services=_keys(settings.services),
            licence=settings.licence,
            authors=settings.authors,
            requires=_keys(settings.requires),
            recommendations=settings.recommendations,
            was=settings.was,
            texts={tag: self._course_text(course, each) for tag, each in self._texts.in_languages(course.texts)},
            films=tuple(self._film(film, course.key) for film in course.films),
            cover=self._cover(course.cover),
        )

    def _cover(self, file: str) -> Cover | None:
        picture = self._works.pictures.get(file)
        return Cover(file=_media(picture), width=picture.width, height=picture.height) if picture else None

    def _film(self, film: FilmWork, course: str) -> Film:
        if film.poster is None:
            raise ValueError(f"{film.file} has been checked to have a picture")
        return self._films.film(film, film.poster, self._texts.plain(film.titles, course))

    def _course_text(self, course: CourseWork, reading: Reading) -> CourseText:
        return CourseText(
            title=reading.plain["title"],
            summary=reading.plain["summary"],
            outcomes_html=self._texts.list(reading, "outcomes"),
            body_html=self._texts.html(reading, "body", is_first_eager=True),
            glossary=in_alphabet(self._terms(course, reading.tag), reading.tag),
            is_derived=reading.is_derived,
            is_stale=is_stale_in(reading, course.texts, course.source),
            cover_alt=reading.plain.get("cover_alt", ""),
        )

    def _path(self, path: PathWork, settings: PathSettings) -> CoursePath:
        return CoursePath(
            key=path.key,
            courses=_keys(settings.courses),
            certificate=_key(settings.certificate),
            certificate_asks=settings.certificate_asks,
            was=_keys(settings.was),
            texts={tag: self._path_text(path, each) for tag, each in self._texts.in_languages(path.texts)},
        )

    def _path_text(self, path: PathWork, reading: Reading) -> CoursePathText:
        return CoursePathText(
            title=reading.plain["title"],
            summary=reading.plain["summary"],
            outcomes_html=self._texts.list(reading, "outcomes"),
            body_html=self._texts.html(reading, "body", is_first_eager=True),
            is_derived=reading.is_derived,
            is_stale=is_stale_in(reading, path.texts, path.source),
        )

    def _terms(self, course: CourseWork, tag: Tag) -> Iterator[Term]:
        files = {each: glossary.words for each, glossary in course.glossaries.items()}
        reading = dict(self._texts.in_languages(files)).get(tag)
        source = course.glossaries.get(course.source)
        for term in source.terms if reading and source else ():
            if reading and f"{term.key}.term" in reading.plain:
                words = reading.plain[f"{term.key}.term"]
                yield Term(id=term.key, term=words, definition_html=self._texts.html(reading, f"{term.key}.definition"))

    def _lesson(self, lesson: LessonWork, source: Tag) -> Lesson:
        facts = lesson.texts[source].facts
        return Lesson(
            key=lesson.key,
            minutes=facts.minutes,
            services=_keys(facts.services),
            competences=facts.competences,
            quiz=_key(facts.quiz),
            practice=_key(facts.practice),
            authors=facts.authors,
            sources_as_of=facts.sources_as_of,
            checked_on=facts.checked_on,
            checked_by=facts.checked_by,
            was=facts.was,
            texts={tag: self._lesson_text(lesson, each, source) for tag, each in self._lesson_readings(lesson)},
            notes={tag: self._note(lesson, each, source) for tag, each in self._texts.in_languages(lesson.notes)},
        )

    def _note(self, lesson: LessonWork, reading: Reading, source: Tag) -> TrainerNote:
        return TrainerNote(
            question=reading.plain["question"],
            offline=reading.plain["offline"],
            plan_html=self._texts.html(reading, "body"),
            is_derived=reading.is_derived,
            is_stale=is_stale_in(reading, lesson.notes, source),
        )

    def _lesson_readings(self, lesson: LessonWork) -> Iterator[tuple[Tag, Reading]]:
        return self._texts.in_languages({tag: text.words for tag, text in lesson.texts.items()})

    def _lesson_text(self, lesson: LessonWork, reading: Reading, source: Tag) -> LessonText:
        headings = reading.rendered["body"].headings
        narrations = tuple(narrations_in(lesson, reading.tag))
        return LessonText(
            title=reading.plain["title"],
            summary=reading.plain["summary"],
            objectives_html=self._texts.list(reading, "objectives"),
            keypoints_html=self._texts.list(reading, "keypoints"),
            body_html=with_narrations(
                self._texts.html(reading, "body", is_first_eager=True), {narration.section for narration in narrations}
            ),
            sections=tuple(
                Section(id=each.id, title=each.title) for each in headings if each.id and each.level == SECTION_LEVEL
            ),
            is_derived=reading.is_derived,
            is_stale=is_stale_in(reading, {tag: text.words for tag, text in lesson.texts.items()}, source),
            narrations=narrations,
        )

    def _service(self, service: ServiceSource) -> Service:
        return Service(
            key=service.key,
            names=self._texts.plain(service.names),
            address=service.address,
            fee_bhm_percent=service.fee_bhm_percent,
            term=self._texts.plain(service.term),
            legal_basis=service.legal_basis,
            sources_as_of=service.sources_as_of,
            checked_on=service.checked_on,
            checked_by=service.checked_by,
        )


def _media(picture: Picture) -> MediaFile:
    return MediaFile(digest=picture.digest, name=picture.name, mimetype=picture.mimetype, size=len(picture.data))


def _key(mention: Mention | None) -> str | None:
    return mention.key if mention else None


def _keys(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(mention.key for mention in mentions)
