"""The drawing that stands for a course, and the words for those who cannot see it: both or none."""

from app.content.schema.works import Works
from app.content.source.report import Report


def check_covers(works: Works, report: Report) -> None:
    """Every cover is told in every language that people write."""
    for course in works.courses:
        for words in course.texts.values():
            is_told = any(piece.name == "cover_alt" and piece.text for piece in words.pieces)
            if words.is_front_read and course.cover and not is_told:
                says = "The course has a cover.svg: say under `cover_alt` what it shows."
                report.error(words.file, 1, "cover-alt", says)
            if words.is_front_read and is_told and not course.cover:
                report.error(words.file, 1, "cover-alt", "There is no cover.svg beside course.yml: draw it first.")
