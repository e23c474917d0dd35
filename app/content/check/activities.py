"""Activities placed in a text by a fenced block: which may stand where, and how they are written."""

from app.content.schema.activities import Activity, find_activities
from app.content.schema.pieces import Shape, Words
from app.content.schema.reading import KEY
from app.content.source.report import Report


def check_activities(words: Words, report: Report, *, is_lesson: bool) -> None:
    """Films, quizzes and practices stand in lessons only, each once. Their keys are another check's."""
    for piece in words.pieces:
        if piece.shape is Shape.DOCUMENT:
            seen: set[tuple[str, str]] = set()
            for activity in find_activities(piece.text):
                line = piece.line + activity.line
                if fault := _fault(activity, seen, is_lesson=is_lesson):
                    report.error(words.file, line, *fault)
                seen.add((activity.kind, activity.key))


def _fault(activity: Activity, seen: set[tuple[str, str]], *, is_lesson: bool) -> tuple[str, str] | None:
    kind = activity.kind
    if not is_lesson:
        return "activity-place", f"A {kind} stands in lessons only: take it out here."
    if not (activity.is_well_formed and KEY.fullmatch(activity.key)):
        return (
            "activity-form",
            f"Write ```{kind} key at the beginning of a line and ``` below it, with nothing between.",
        )
    if (kind, activity.key) in seen:
        return "activity-twice", f"The {kind} `{activity.key}` stands in this text already: keep one."
    return None
