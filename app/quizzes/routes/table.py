"""The room with all its pages: what the factory opens."""

from app.quizzes.routes import attempt, check, result, start
from app.quizzes.routes.room import room

PAGES = (start.start, start.begin, check.check, attempt.question, attempt.review, result.result)

__all__ = ["PAGES", "room"]
