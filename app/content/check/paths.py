"""Paths: every course is there, once, and in every language of the path; no key means two paths."""

from app.content.check.references import must_be, repeated, tell_bad_key, tell_idle_asks
from app.content.schema.path import PathSettings
from app.content.schema.works import PathWork, Works
from app.content.source.report import Report


def check_paths(works: Works, report: Report) -> None:
    """Every key of every path leads to something."""
    for path in works.paths:
        tell_bad_key(path.key, path.path, report)
        if path.settings:
            _courses(path, path.settings, works, report)
            _certificate(path.settings, works, report)
            tell_idle_asks(path.settings, report)
    _former_keys(works, report)


def _courses(path: PathWork, settings: PathSettings, works: Works, report: Report) -> None:
    if not settings.courses:
        says = "The path has no course: list their keys under `courses`, in order."
        report.error(settings.file, settings.courses_line, "empty-path", says)
    known = {course.key: course for course in works.courses}
    for mention in settings.courses:
        must_be(mention, set(known), "course", settings.file, report)
        course = known.get(mention.key)
        for tag in path.languages if course else ():
            if course and tag not in course.languages:
                says = f"The path is offered in `{tag}` and the course `{mention.key}` is not: translate it first."
                report.error(settings.file, mention.line, "course-language", says)
    repeated(settings.courses, settings.file, report)


def _certificate(settings: PathSettings, works: Works, report: Report) -> None:
    if settings.certificate and works.designs is not None:
        must_be(settings.certificate, set(works.designs), "certificate", settings.file, report)


def _former_keys(works: Works, report: Report) -> None:
    """A former key that another path has, now or before, would lead to two pages."""
    taken = {path.key: path.key for path in works.paths}
    for path in works.paths:
        for mention in path.settings.was if path.settings else ():
            owner = taken.setdefault(mention.key, path.key)
            if path.settings and owner != path.key:
                says = f"The path `{owner}` has the key `{mention.key}`: take it out here."
                report.error(path.settings.file, mention.line, "duplicate-key", says)
