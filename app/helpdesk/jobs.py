"""What the clock does: forgetting in time."""

from datetime import time

from app.helpdesk.service.forgetting import forget_in_time
from app.infra.jobs import Jobs, Payload, Settle


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register_daily("helpdesk.forget", forget, at=time(3, 30))


def forget(payload: Payload) -> Settle:  # noqa: ARG001 - the day does not matter
    """Blank what has been kept long enough."""
    return forget_in_time
