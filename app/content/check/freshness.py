"""What was checked on the live portal, and when. Old checks are told and never fail a build; no date is invented."""

from datetime import date, timedelta

from app.content.schema.works import Works
from app.content.source.report import Report
from app.kernel.clock import today

STALE = "stale-check"
GOOD_FOR = timedelta(days=180)


def check_freshness(works: Works, report: Report) -> None:
    """Lessons and services whose check is older than 180 days, or says that it was made tomorrow."""
    for course in works.courses:
        for lesson in course.lessons:
            source = lesson.texts.get(course.source)
            if source:
                facts = source.facts
                _check(facts.checked_on, facts.checked_by, source.words.file, facts.checked_on_line, report)
    for service in (works.services or {}).values():
        _check(service.checked_on, service.checked_by, works.services_file, service.checked_on_line, report)


def count_unchecked(works: Works) -> int:
    """How many lessons nobody has walked through on the live portal yet."""
    sources = [lesson.texts.get(course.source) for course in works.courses for lesson in course.lessons]
    return sum(source is not None and source.facts.checked_on is None for source in sources)


def _check(checked_on: date | None, checked_by: str | None, file: str, line: int, report: Report) -> None:
    if checked_on is None:
        return
    if checked_on > today():
        report.error(file, line, "checked-on", "`checked_on` lies in the future: write the day of the check.")
    elif not checked_by:
        report.error(file, line, "checked-on", "`checked_on` needs `checked_by`: name the person who checked.")
    elif today() - checked_on > GOOD_FOR:
        says = f"The check of {checked_on} is older than {GOOD_FOR.days} days: walk the live portal again."
        report.warn(file, line, STALE, says)
