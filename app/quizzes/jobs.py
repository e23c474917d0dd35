"""Ending attempts whose time is over, whether or not anybody looks."""

from app.infra.jobs import Jobs, Payload, Settle
from app.kernel.errors import NotFoundError
from app.quizzes.service.attempts import END, end_overdue


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(END, _end)


def _end(payload: Payload) -> Settle:
    attempt_id = str(payload["attempt_id"])

    def settle() -> None:
        try:
            end_overdue(attempt_id)
        except NotFoundError:
            return

    return settle
