"""The room with all its pages: what the factory opens."""

from app.quizzes.routes import analysis, attempt, check, essays, practice, result, start
from app.quizzes.routes.room import room

PAGES = (
    start.start,
    start.begin,
    check.check,
    attempt.question,
    attempt.review,
    practice.practise,
    result.result,
    essays.essays,
    analysis.quizzes,
)

__all__ = ["PAGES", "room"]
