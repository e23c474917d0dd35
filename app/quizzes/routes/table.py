"""The room with all its pages: what the factory opens."""

from app.quizzes.routes import attempt, practice, result, start
from app.quizzes.routes.room import room

PAGES = (start.start, start.begin, attempt.question, attempt.review, practice.practise, result.result)

__all__ = ["PAGES", "room"]
