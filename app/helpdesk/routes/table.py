"""The room with all its pages: what the factory opens."""

from app.helpdesk.routes import answers, ask, questions, report, reports, thread
from app.helpdesk.routes.room import room

PAGES = (report.different, ask.ask_anything, thread.thread, questions.questions, reports.reports, answers.answers)

__all__ = ["PAGES", "room"]
