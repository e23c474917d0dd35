"""What this room hears from below: a scenario that is a question was walked to its end."""

from app.infra.bus import Bus
from app.kernel.errors import ConflictError, NotFoundError
from app.practice.events import WalkEnded
from app.quizzes.queries.attempts import get_attempt
from app.quizzes.service.attempts import save_answer
from app.quizzes.types.answers import UNANSWERED, Response


def subscribe(bus: Bus) -> None:
    """Begin to listen."""
    bus.subscribe(WalkEnded, "quizzes.take_walk", take_walk)


def take_walk(event: WalkEnded) -> None:
    """Keep the share of points as the answer, once. An attempt that has ended meanwhile stays as it is."""
    if not event.attempt_id:
        return
    try:
        attempt = get_attempt(
            event.attempt_id, event.person_id, course_key=event.quiz_course_key, quiz_key=event.quiz_key
        )
        if not attempt.responses.get(event.question_id, UNANSWERED).practice:
            save_answer(attempt, event.question_id, Response(practice=event.share))
    except (ConflictError, NotFoundError):
        return
