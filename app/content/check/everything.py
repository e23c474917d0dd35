"""All checks, in one place: those of a file by itself, whose outcome can be kept, and those of all files together."""

from app.content.check import freshness, narrations, translations
from app.content.check.activities import check_activities
from app.content.check.covers import check_covers
from app.content.check.films import check_films
from app.content.check.freshness import check_freshness
from app.content.check.headings import check_course_ids, check_headings
from app.content.check.inclusions import check_inclusions
from app.content.check.kinds import check_kinds
from app.content.check.links import check_images, check_links, check_media
from app.content.check.narrations import check_narrations
from app.content.check.paths import check_paths
from app.content.check.prose import check_prose
from app.content.check.quizzes import check_quiz
from app.content.check.references import check_references
from app.content.check.scenarios.whole import check_scenarios
from app.content.check.situations import check_situations
from app.content.check.translations import check_translations
from app.content.render.addresses import Addresses
from app.content.render.readings import Reading
from app.content.render.sitemap import Readings
from app.content.schema.lesson import LessonSource
from app.content.schema.plan import Source
from app.content.schema.quiz.reading import QuizSource
from app.content.schema.works import Works
from app.content.source.report import Report

NEVER_STRICT = frozenset({translations.STALE, freshness.STALE, narrations.STALE})
"""Staleness is told and never fails a build, also where warnings do."""


def check_alone(source: Source, reading: Reading, report: Report) -> None:
    """Every fault of one file that can be seen without the others."""
    check_headings(reading, report)
    check_activities(reading.words, report, is_lesson=isinstance(source, LessonSource))
    check_prose(reading.words, report)
    if isinstance(source, QuizSource):
        check_quiz(source, report)
        check_kinds(source, reading, report)


def check_together(works: Works, readings: Readings, addresses: Addresses, report: Report) -> None:
    """Every fault between files, and those that come with time."""
    check_references(works, report)
    check_paths(works, report)
    check_situations(works, report)
    check_inclusions(works, report)
    check_scenarios(works, report)
    check_translations(works, readings, report)
    check_freshness(works, report)
    check_media(works, report)
    check_covers(works, report)
    check_narrations(works, report)
    check_films(works, report)
    for course in works.courses:
        check_course_ids(course, report)
    for reading in readings.values():
        if not reading.is_derived:
            check_links(reading, addresses, report)
            check_images(reading, addresses, report)
