"""Puts courses and quizzes together from their texts in all languages, as other rooms will see them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.content.bundle.alphabet import in_alphabet
from app.content.bundle.films import FilmMaker
from app.content.bundle.media import media_file, narrations_in
from app.content.bundle.scenarios import Version, assemble_scenario
from app.content.check.translations import is_stale
from app.content.render.addresses import Addresses
from app.content.render.finishing import finish, shown
from app.content.render.places import with_narrations
from app.content.render.readings import Reading
from app.content.render.scripts import HOUSE, Scripts
from app.content.render.sitemap import Readings
from app.content.schema.banks import Banked, by_name, gather_once
from app.content.schema.course import CourseSettings
from app.content.schema.film.reading import FilmWork
from app.content.schema.path import PathSettings
from app.content.schema.pieces import Mention, Words
from app.content.schema.practice.reading import ScenarioSource
from app.content.schema.quiz.reading import QuestionSource
from app.content.schema.services import ServiceSource
from app.content.schema.works import CourseWork, LessonWork, PathWork, QuizWork, ScenarioWork, Works
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
from app.content.types.quizzes import Gap, Option, Question, QuestionKind, QuestionText, Quiz, QuizText
from app.content.types.releases import Service, Situation
from app.content.types.scenarios import Scenario
from app.kernel.locale import LANGUAGES, Tag

SECTION_LEVEL = 2


class Assembler:
    """Makes the values of a release. Everything has been checked: nothing here can be missing."""

    def __init__(self, works: Works, readings: Readings, addresses: Addresses, scripts: Scripts) -> None:
        self._works = works
        self._readings = readings
        self._addresses = addresses
        self._scripts = scripts
        self._films = FilmMaker(self._in_languages)

    def courses(self) -> tuple[Course, ...]:
        """The courses, by key."""
        return tuple(self._course(course, course.settings) for course in self._works.courses if course.settings)

    def paths(self) -> tuple[CoursePath, ...]:
        """The paths, by key."""
        return tuple(self._path(path, path.settings) for path in self._works.paths if path.settings)

    def quizzes(self, scenarios: Mapping[str, str]) -> dict[str, Quiz]:
        """The quizzes, by `<course>/<quiz>`, without their digests; `scenarios` are those of the scenarios."""
        return {f"{quiz.course}/{quiz.key}": self._quiz(quiz, scenarios) for quiz in self._works.quizzes}

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
                is_stale=_is_stale(reading, words, work.source),
                html=partial(self._html, reading),
                spell=partial(self._scripts.text, course=course) if reading.is_derived else str,
            )
            for tag, reading in self._in_languages(words)
        }
        return assemble_scenario(course, work, source, versions)

    def services(self) -> dict[str, Service]:
        """The register."""
        return {key: self._service(service) for key, service in (self._works.services or {}).items()}

    def situations(self) -> tuple[Situation, ...]:
        """What brings people to lessons."""
        return tuple(
            Situation(key=each.key, names=self._plain(each.names), lessons=_keys(each.lessons))
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
            texts={tag: self._course_text(course, each) for tag, each in self._in_languages(course.texts)},
            films=tuple(self._film(film, course.key) for film in course.films),
            cover=self._cover(course.cover),
        )

    def _cover(self, file: str) -> Cover | None:
        picture = self._works.pictures.get(file)
        return Cover(file=_media(picture), width=picture.width, height=picture.height) if picture else None

    def _film(self, film: FilmWork, course: str) -> Film:
        if film.poster is None:
            raise ValueError(f"{film.file} has been checked to have a picture")
        return self._films.film(film, film.poster, self._plain(film.titles, course))

    def _course_text(self, course: CourseWork, reading: Reading) -> CourseText:
        return CourseText(
            title=reading.plain["title"],
            summary=reading.plain["summary"],
            outcomes_html=self._list(reading, "outcomes"),
            body_html=self._html(reading, "body", is_first_eager=True),
            glossary=in_alphabet(self._terms(course, reading.tag), reading.tag),
            is_derived=reading.is_derived,
            is_stale=_is_stale(reading, course.texts, course.source),
            cover_alt=reading.plain.get("cover_alt", ""),
        )

    def _path(self, path: PathWork, settings: PathSettings) -> CoursePath:
        return CoursePath(
            key=path.key,
            courses=_keys(settings.courses),
            certificate=_key(settings.certificate),
            certificate_asks=settings.certificate_asks,
            was=_keys(settings.was),
            texts={tag: self._path_text(path, each) for tag, each in self._in_languages(path.texts)},
        )

    def _path_text(self, path: PathWork, reading: Reading) -> CoursePathText:
        return CoursePathText(
            title=reading.plain["title"],
            summary=reading.plain["summary"],
            outcomes_html=self._list(reading, "outcomes"),
            body_html=self._html(reading, "body", is_first_eager=True),
            is_derived=reading.is_derived,
            is_stale=_is_stale(reading, path.texts, path.source),
        )

    def _terms(self, course: CourseWork, tag: Tag) -> Iterator[Term]:
        files = {each: glossary.words for each, glossary in course.glossaries.items()}
        reading = dict(self._in_languages(files)).get(tag)
        source = course.glossaries.get(course.source)
        for term in source.terms if reading and source else ():
            if reading and f"{term.key}.term" in reading.plain:
                words = reading.plain[f"{term.key}.term"]
                yield Term(id=term.key, term=words, definition_html=self._html(reading, f"{term.key}.definition"))

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
            notes={tag: self._note(lesson, each, source) for tag, each in self._in_languages(lesson.notes)},
        )

    def _note(self, lesson: LessonWork, reading: Reading, source: Tag) -> TrainerNote:
        return TrainerNote(
            question=reading.plain["question"],
            offline=reading.plain["offline"],
            plan_html=self._html(reading, "body"),
            is_derived=reading.is_derived,
            is_stale=_is_stale(reading, lesson.notes, source),
        )

    def _lesson_readings(self, lesson: LessonWork) -> Iterator[tuple[Tag, Reading]]:
        return self._in_languages({tag: text.words for tag, text in lesson.texts.items()})

    def _lesson_text(self, lesson: LessonWork, reading: Reading, source: Tag) -> LessonText:
        headings = reading.rendered["body"].headings
        narrations = tuple(narrations_in(lesson, reading.tag))
        return LessonText(
            title=reading.plain["title"],
            summary=reading.plain["summary"],
            objectives_html=self._list(reading, "objectives"),
            keypoints_html=self._list(reading, "keypoints"),
            body_html=with_narrations(
                self._html(reading, "body", is_first_eager=True), {narration.section for narration in narrations}
            ),
            sections=tuple(
                Section(id=each.id, title=each.title) for each in headings if each.id and each.level == SECTION_LEVEL
            ),
            is_derived=reading.is_derived,
            is_stale=_is_stale(reading, {tag: text.words for tag, text in lesson.texts.items()}, source),
            narrations=narrations,
        )

    def _quiz(self, quiz: QuizWork, scenarios: Mapping[str, str]) -> Quiz:
        source = quiz.texts[quiz.source]
        readings = self._quiz_readings(quiz)
        rules = source.rules
        banked = gather_once(quiz, by_name(self._works.quizzes))
        return Quiz(
            course=quiz.course,
            key=quiz.key,
            digest="",
            pass_percent=rules.pass_percent,
            draw=rules.draw or len(banked),
            shuffle=rules.shuffle,
            attempts=rules.attempts,
            cooldown_minutes=rules.cooldown_minutes,
            feedback=rules.feedback,
            grading=rules.grading,
            unassisted=rules.unassisted,
            time_limit_minutes=rules.time_limit_minutes,
            hint_cost_percent=rules.hint_cost_percent,
            questions=tuple(self._banked_question(one, frozenset(readings), scenarios) for one in banked),
            texts={tag: self._quiz_text(quiz, reading) for tag, reading in readings.items()},
        )

    def _quiz_readings(self, quiz: QuizWork) -> dict[Tag, Reading]:
        return dict(self._in_languages({tag: text.words for tag, text in quiz.texts.items()}))

    def _banked_question(self, banked: Banked, tags: frozenset[Tag], scenarios: Mapping[str, str]) -> Question:
        """A question in the languages of the quiz that asks it."""
        readings = {tag: each for tag, each in self._quiz_readings(banked.home).items() if tag in tags}
        same = [one for text in banked.home.texts.values() for one in text.questions if one.id == banked.question.id]
        practice = scenarios.get(f"{banked.home.course}/{banked.question.practice}", "")
        return replace(self._question(banked.question, same, readings), practice=practice)

    def _quiz_text(self, quiz: QuizWork, reading: Reading) -> QuizText:
        return QuizText(
            title=reading.plain["title"],
            intro_html=self._html(reading, "intro"),
            is_derived=reading.is_derived,
            is_stale=_is_stale(reading, {tag: text.words for tag, text in quiz.texts.items()}, quiz.source),
        )

    def _question(
        self, question: QuestionSource, same: Sequence[QuestionSource], readings: Mapping[Tag, Reading]
    ) -> Question:
        """`same` are the questions of this id in all languages."""
        return Question(
            id=question.id,
            kind=question.kind or QuestionKind.SINGLE,
            points=question.points,
            tags=question.tags,
            options=tuple(
                Option(key=option.key, weight=option.weight, area=option.area) for option in question.options
            ),
            accepted=tuple(dict.fromkeys(text for each in same for text in each.accepted)),
            texts={tag: self._question_text(question, reading) for tag, reading in readings.items()},
            sides=tuple(side.key for side in question.sides),
            gaps=tuple(_gap(place, same) for place in range(len(question.gaps))),
        )

    def _question_text(self, question: QuestionSource, reading: Reading) -> QuestionText:
        id_ = question.id
        keys = [option.key for option in question.options]
        feedback = {key: self._html(reading, f"{id_}.feedback.{key}") for key in keys}
        return QuestionText(
            prompt_html=self._html(reading, f"{id_}.prompt"),
            stem_html=shown(self._html(reading, f"{id_}.stem")),
            hints_html=self._list(reading, f"{id_}.hint"),
            options_html={key: self._html(reading, f"{id_}.option.{key}") for key in keys},
            feedback_html={key: html for key, html in feedback.items() if html},
            explanation_html=self._html(reading, f"{id_}.explanation"),
            sides_html={side.key: self._html(reading, f"{id_}.side.{side.key}") for side in question.sides},
            choices=_choices(question, reading),
        )

    def _service(self, service: ServiceSource) -> Service:
        return Service(
            key=service.key,
            names=self._plain(service.names),
            address=service.address,
            fee_bhm_percent=service.fee_bhm_percent,
            term=self._plain(service.term),
            legal_basis=service.legal_basis,
            sources_as_of=service.sources_as_of,
            checked_on=service.checked_on,
            checked_by=service.checked_by,
        )

    def _plain(self, texts: Mapping[Tag, str], course: str = HOUSE) -> dict[Tag, str]:
        """Texts in every language of the site, derived where they are not written."""
        found = {tag: texts[tag] for tag in self._works.languages if tag in texts}
        for tag in self._works.languages:
            source = LANGUAGES[tag].derived_from
            if tag not in found and source and source in texts:
                found[tag] = self._scripts.text(texts[source], course)
        return found

    def _in_languages(self, files: Mapping[Tag, Words]) -> Iterator[tuple[Tag, Reading]]:
        """What a file is in every language of the site: written, or else derived."""
        for tag in self._works.languages:
            source = LANGUAGES[tag].derived_from
            words = files.get(tag) or (files.get(source) if source else None)
            reading = self._readings.get((words.file, tag)) if words else None
            if reading:
                yield tag, reading

    def _list(self, reading: Reading, prefix: str) -> tuple[str, ...]:
        return tuple(self._html(reading, name) for name in reading.texts(prefix))

    def _html(self, reading: Reading, name: str, *, is_first_eager: bool = False) -> str:
        rendered = reading.rendered.get(name)
        if rendered is None:
            return ""
        return finish(
            rendered, self._addresses, file=reading.words.file, tag=reading.tag, is_first_eager=is_first_eager
        )


def _is_stale(reading: Reading, files: Mapping[Tag, Words], source: Tag) -> bool:
    return not reading.is_derived and is_stale(reading.words, files.get(source))


def _media(picture: Picture) -> MediaFile:
    return MediaFile(digest=picture.digest, name=picture.name, mimetype=picture.mimetype, size=len(picture.data))


def _gap(place: int, same: Sequence[QuestionSource]) -> Gap:
    """A gap with the accepted texts of all languages; all else is the same in each."""
    gaps = [question.gaps[place].gap for question in same]
    return replace(gaps[0], accepted=tuple(dict.fromkeys(text for gap in gaps for text in gap.accepted)))


def _choices(question: QuestionSource, reading: Reading) -> dict[str, dict[str, str]]:
    return {
        gap.gap.key: {key: reading.plain[f"{question.id}.choice.{gap.gap.key}.{key}"] for key in gap.gap.choices}
        for gap in question.gaps
        if gap.gap.choices
    }


def _key(mention: Mention | None) -> str | None:
    return mention.key if mention else None


def _keys(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(mention.key for mention in mentions)
