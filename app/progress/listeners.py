"""What this room hears from below."""

from app.courses.service import enrol
from app.infra.bus import Bus
from app.progress.service import record_pass
from app.quizzes.events import AttemptStarted, AttemptSubmitted


def subscribe(bus: Bus) -> None:
    """Begin to listen."""
    bus.subscribe(AttemptStarted, "progress.enrol", lambda event: enrol(event.person_id, event.course_key))
    bus.subscribe(AttemptSubmitted, "progress.record_pass", record_pass)
