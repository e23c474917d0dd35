"""How much one browser, and the whole installation, may send. Never counted by address: a class shares one."""

from datetime import timedelta

from app.helpdesk.models import Question, Report
from app.helpdesk.queries.senders import count_questions, count_reports
from app.helpdesk.types import DayFullError, HourFullError
from app.infra.database import count
from app.kernel import clock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REPORTS_AN_HOUR, QUESTIONS_AN_HOUR, FOLLOW_UPS_AN_HOUR = 20, 5, 10
REPORTS_A_DAY, QUESTIONS_A_DAY = 1000, 300
"""Of the whole installation: more than its staff can read."""


def demand_room_for_report(sender: str) -> None:
    """HourFullError when this browser has told enough for now, DayFullError when all together have."""
    now = clock.now()
    _demand(
        count_reports(sender, now - HOUR) < REPORTS_AN_HOUR,
        count(Report, Report.reported_at > now - DAY) < REPORTS_A_DAY,
    )


def demand_room_for_question(sender: str, person_id: str | None) -> None:
    """Likewise for a question."""
    now = clock.now()
    is_free = count_questions(sender, person_id, now - HOUR) < QUESTIONS_AN_HOUR
    _demand(is_free, count(Question, Question.asked_at > now - DAY) < QUESTIONS_A_DAY)


def _demand(has_hour: bool, has_day: bool) -> None:  # noqa: FBT001 - two answers, named at both ends
    if not has_hour:
        raise HourFullError(retry_after=int(HOUR.total_seconds()))
    if not has_day:
        raise DayFullError(retry_after=int(DAY.total_seconds()))
