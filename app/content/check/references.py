"""Keys that name something: lessons, quizzes, practices, services, certificates, courses, languages of names."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from app.content.schema.course import CourseSettings
from app.content.schema.lesson import LessonSource
from app.content.schema.path import PathSettings
from app.content.schema.pieces import Mention
from app.content.schema.reading import KEY
from app.content.schema.works import CourseWork, Works
from app.content.source.report import Report
from app.content.types.quizzes import QuestionKind
from app.content.types.scenarios import Mode

RESERVED_LESSONS = frozenset({"quiz", "practice", "trainer"})
"""Words that stand in addresses where a lesson's key would."""
RECOMMENDATIONS = ("R1", "R2", "R3", "R4", "R5")


def check_references(works: Works, report: Report) -> None:
    """Every key of every course leads to something."""
    for course in works.courses:
        _keys(course, report)
        if course.settings:
            _settings(course, course.settings, works, report)
        for lesson in course.lessons:
            for text in lesson.texts.values():
                _lesson(course, text, works, report)
        for scenario in course.scenarios:
            for own in scenario.texts.values():
                _many(own.facts.services, works, own.words.file, report)
    _quiz_courses(works, report)
    _quiz_practices(works, report)
    _services(works, report)


def _keys(course: CourseWork, report: Report) -> None:
    seen: dict[str, str] = {}
    tell_bad_key(course.key, course.path, report)
    if not course.lessons:
        report.error(course.path, 1, "no-lessons", "The course has no lesson: make a folder such as 01-start.")
    for lesson in course.lessons:
        if lesson.key in RESERVED_LESSONS:
            says = f"`{lesson.key}` cannot be a lesson's key: it is a word of our addresses. Rename the folder."
            report.error(lesson.path, 1, "reserved-key", says)
        else:
            tell_bad_key(lesson.key, lesson.path, report)
        if lesson.key in seen:
            says = f"`{seen[lesson.key]}` has the same key `{lesson.key}`: rename one of the folders."
            report.error(lesson.path, 1, "duplicate-key", says)
        seen.setdefault(lesson.key, PurePosixPath(lesson.path).name)


def _settings(course: CourseWork, settings: CourseSettings, works: Works, report: Report) -> None:
    lessons = {lesson.key for lesson in course.lessons}
    if settings.lessons is not None:
        for mention in settings.lessons:
            must_be(mention, lessons, "lesson", settings.file, report)
        repeated(settings.lessons, settings.file, report)
        for key in sorted(lessons - {mention.key for mention in settings.lessons}):
            says = f"The lesson `{key}` has a folder but is not in `lessons`: add it, or take the folder away."
            report.error(settings.file, 1, "unlisted-lesson", says)
    _one(settings.quiz, _quizzes(course, works), "quiz", settings.file, report)
    if works.designs is not None:
        _one(settings.certificate, works.designs, "certificate", settings.file, report)
    tell_idle_asks(settings, report)
    for mention in settings.requires:
        must_be(mention, {each.key for each in works.courses}, "course", settings.file, report)
    _many(settings.services, works, settings.file, report)
    for name in settings.recommendations:
        if name not in RECOMMENDATIONS:
            says = f"There is no recommendation `{name}`: there are {', '.join(RECOMMENDATIONS)}."
            report.error(settings.file, 1, "unknown-recommendation", says)


def tell_idle_asks(settings: CourseSettings | PathSettings, report: Report) -> None:
    """Something is asked for a certificate that is not given."""
    if settings.certificate_asks and settings.certificate is None:
        says = "`certificate_asks` is of no use without a certificate: name one under `certificate`, or take it out."
        report.error(settings.file, settings.asks_line, "asks-for-nothing", says)


def _lesson(course: CourseWork, text: LessonSource, works: Works, report: Report) -> None:
    file = text.words.file
    _one(text.facts.quiz, _quizzes(course, works), "quiz", file, report)
    _one(text.facts.practice, course.practices, "practice", file, report)
    _many(text.facts.services, works, file, report)


def _quizzes(course: CourseWork, works: Works) -> set[str]:
    return {quiz.key for quiz in works.quizzes if quiz.course == course.key}


def _one(mention: Mention | None, known: Iterable[str], what: str, file: str, report: Report) -> None:
    if mention:
        must_be(mention, set(known), what, file, report)


def _many(mentions: tuple[Mention, ...], works: Works, file: str, report: Report) -> None:
    if works.services is not None:
        for mention in mentions:
            must_be(mention, set(works.services), "service", file, report)


def tell_bad_key(key: str, path: str, report: Report) -> None:
    """Tell when the name of a folder is no key."""
    if not KEY.fullmatch(key):
        says = f"`{key}` is no key: name the folder with small Latin letters, digits and hyphens."
        report.error(path, 1, "bad-key", says)


def must_be(mention: Mention, known: set[str], what: str, file: str, report: Report) -> None:
    """Tell when a key leads to nothing."""
    if mention.key not in known:
        there = f"there are {', '.join(sorted(known))}" if known else "there is none"
        report.error(file, mention.line, f"unknown-{what}", f"There is no {what} `{mention.key}`: {there}.")


def repeated(mentions: tuple[Mention, ...], file: str, report: Report) -> None:
    """Tell when a list holds a key twice."""
    keys = [mention.key for mention in mentions]
    for place, mention in enumerate(mentions):
        if mention.key in keys[:place]:
            report.error(file, mention.line, "duplicate-key", f"`{mention.key}` stands in the list twice: keep one.")


def _quiz_courses(works: Works, report: Report) -> None:
    known = {course.key for course in works.courses}
    for quiz in works.quizzes:
        for text in quiz.texts.values():
            if quiz.course not in known:
                says = f"There is no course `{quiz.course}`: name the folder after a course."
                report.error(text.words.file, 1, "unknown-course", says)


def _quiz_practices(works: Works, report: Report) -> None:
    """A scenario that is a question is there, and may be walked as a test."""
    scenarios = {(course.key, one.key): one.first for course in works.courses for one in course.scenarios}
    for quiz in works.quizzes:
        known = {key for course, key in scenarios if course == quiz.course}
        for text in quiz.texts.values():
            for question in text.questions:
                if question.kind is QuestionKind.PRACTICE:
                    must_be(
                        Mention(key=question.practice, line=question.line), known, "practice", text.words.file, report
                    )
                    scenario = scenarios.get((quiz.course, question.practice))
                    if scenario and Mode.TEST not in scenario.facts.modes:
                        says = f"The practice `{question.practice}` has no mode `test`: add it there."
                        report.error(text.words.file, question.line, "practice-mode", says)


def _services(works: Works, report: Report) -> None:
    for service in (works.services or {}).values():
        for tag in works.authored:
            if tag not in service.names:
                says = f"The service `{service.key}` has no name in `{tag}`: write it under `names`."
                report.error(works.services_file, service.line, "missing-translation", says)
