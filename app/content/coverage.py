"""What the curriculum has and what it lacks, lesson by lesson, for those who write it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.content.types.courses import Course, Lesson
from app.content.types.releases import Release
from app.kernel.locale import LANGUAGES, Tag

_PLACED = re.compile(r"<!--(?P<kind>video|practice) (?P<key>[a-z0-9-]+)-->")
_NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One lesson; what is counted is 0 where there is none."""

    course: str
    lesson: str
    languages: tuple[Tag, ...]
    """Written by people."""
    drawings: int
    questions: int
    """Of the check that closes the lesson."""
    final: int
    """Questions of the course's final bank that lead back to it."""
    practices: int
    films: int
    narrations: int
    is_noted: bool
    """Whether there is a note for trainers."""
    competences: tuple[str, ...]
    """DigComp 2.2."""
    services: tuple[str, ...]
    is_checked: bool
    """Whether a named person walked the live portal with it."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a lesson should have and this one has not."""
        wanted = {
            "drawing": self.drawings,
            "check": self.questions,
            "final": self.final,
            "note": self.is_noted,
            "competences": self.competences,
        }
        return tuple(name for name, found in wanted.items() if not found)


def rows_of(release: Release) -> Iterator[Row]:
    """Every lesson of a release in its order."""
    for course in release.courses:
        for lesson in course.lessons:
            yield _row(release, course, lesson)


def _row(release: Release, course: Course, lesson: Lesson) -> Row:
    text = next(iter(lesson.texts.values()))
    placed = {(found["kind"], found["key"]) for found in _PLACED.finditer(text.body_html)}
    practices = {key for kind, key in placed if kind == "practice"} | ({lesson.practice} if lesson.practice else set())
    check = release.quizzes.get(f"{course.key}/{lesson.quiz}") if lesson.quiz != course.quiz else None
    final = release.quizzes.get(f"{course.key}/{course.quiz}")
    return Row(
        course=course.key,
        lesson=lesson.key,
        languages=tuple(tag for tag in lesson.texts if LANGUAGES[tag].derived_from is None),
        drawings=text.body_html.count("<img "),
        questions=len(check.questions) if check else 0,
        final=sum(lesson.key in question.tags for question in final.questions) if final else 0,
        practices=len(practices),
        films=sum(kind == "video" for kind, _key in placed),
        narrations=len(text.narrations),
        is_noted=bool(lesson.notes),
        competences=lesson.competences,
        services=lesson.services,
        is_checked=lesson.checked_on is not None,
    )


def lines_of(release: Release) -> Iterator[str]:
    """The same as a table to be printed, then each course in a line, then what is taught of DigComp and of services."""
    rows = list(rows_of(release))
    yield from _table(
        [("lesson", "langs", "draw", "check", "final", "pract", "film", "voice", "note", "live", "digcomp", "services")]
        + [_cells(row) for row in rows]
    )
    yield ""
    for course in release.courses:
        walks = sum(key.startswith(f"{course.key}/") for key in release.scenarios)
        final = release.quizzes.get(f"{course.key}/{course.quiz}")
        bank = f"{len(final.questions)} in the final bank, {final.draw} drawn" if final else "no final quiz"
        said = ", ".join(course.recommendations) or "none named"
        yield f"{course.key}: {len(course.lessons)} lessons, {walks} practices, {bank}; recommendations: {said}."
    yield "DigComp 2.2: " + _counted([one for row in rows for one in row.competences])
    yield "Services: " + _counted([one for row in rows for one in row.services])
    unused = sorted(set(release.services) - {one for row in rows for one in row.services})
    if unused:
        yield "Services that no lesson names: " + ", ".join(unused)
    for row in rows:
        if row.lacks:
            yield f"{row.course}/{row.lesson} lacks: {', '.join(row.lacks)}."


def _cells(row: Row) -> tuple[str, ...]:
    counts = (row.drawings, row.questions, row.final, row.practices, row.films, row.narrations)
    return (
        f"{row.course}/{row.lesson}",
        " ".join(row.languages),
        *(str(count or _NOTHING) for count in counts),
        "yes" if row.is_noted else _NOTHING,
        "yes" if row.is_checked else _NOTHING,
        " ".join(row.competences) or _NOTHING,
        " ".join(row.services) or _NOTHING,
    )


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _counted(names: list[str]) -> str:
    return ", ".join(f"{name} ({names.count(name)})" for name in sorted(set(names))) or "none"
