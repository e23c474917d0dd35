"""All checks, in one place."""

from app.content.check import freshness, translations
from app.content.check.activities import check_activities
from app.content.check.freshness import check_freshness
from app.content.check.headings import check_course_ids, check_headings
from app.content.check.links import check_images, check_links, check_media
from app.content.check.prose import check_derived, check_prose
from app.content.check.quizzes import check_quiz
from app.content.check.references import check_references
from app.content.check.translations import check_translations
from app.content.render.addresses import Addresses
from app.content.render.keeping import Keeper
from app.content.render.sitemap import Readings
from app.content.schema.works import Works
from app.content.source.report import Report

NEVER_STRICT = frozenset({translations.STALE, freshness.STALE})
"""Staleness is told and never fails a build, also where warnings do."""


def check(works: Works, readings: Readings, addresses: Addresses, keeper: Keeper, report: Report) -> None:
    """Put every fault into the report."""
    check_references(works, report)
    check_translations(works, readings, report)
    check_freshness(works, report)
    check_media(works, report)
    for course in works.courses:
        check_course_ids(course, report)
    for quiz in works.quizzes:
        check_quiz(quiz, report)
    for reading in readings.values():
        if reading.is_derived:
            check_derived(reading, keeper, report)
        else:
            check_headings(reading, report)
            check_activities(reading.words, report)
            check_prose(reading.words, keeper, report)
            check_links(reading, addresses, report)
            check_images(reading, addresses, report)
