"""Situations that bring people to lessons: named in every language that people write, leading somewhere."""

from app.content.check.references import must_be
from app.content.schema.works import Works
from app.content.source.report import Report
from app.content.source.tree import SITUATIONS


def check_situations(works: Works, report: Report) -> None:
    """Every situation has its names and its lessons."""
    known = {f"{course.key}/{lesson.key}" for course in works.courses for lesson in course.lessons}
    for situation in works.situations:
        for tag in works.authored:
            if tag not in situation.names:
                says = f"The situation `{situation.key}` has no name in `{tag}`: write it under `names`."
                report.error(SITUATIONS, situation.line, "missing-translation", says)
        if not situation.lessons:
            says = f"The situation `{situation.key}` leads nowhere: list lessons as course/lesson."
            report.error(SITUATIONS, situation.line, "empty-situation", says)
        for mention in situation.lessons:
            must_be(mention, known, "lesson", SITUATIONS, report)
