"""Staff gives somebody more time for quizzes with a limit."""

from flask import current_app

from app.infra.audit import record
from app.infra.database import add, serialise
from app.kernel import clock
from app.kernel.errors import BadInputError, ForbiddenError
from app.quizzes.models import ExtraTimeGiven
from app.quizzes.queries.attempts import find_extra_time
from app.quizzes.types.attempts import ExtraTime

MOST_PERCENT, MOST_MINUTES = 300, 240


def give_extra_time(person_id: str, extra: ExtraTime, *, by: str) -> bool:
    """Keep how much longer a person has, from their next attempt on; False when it was so before.

    BadInputError beyond three times the limit more, or four hours more; ForbiddenError for one's own time.
    """
    if not (0 <= extra.percent <= MOST_PERCENT and 0 <= extra.minutes <= MOST_MINUTES):
        raise BadInputError({"extra": "out-of-range"})
    if by == person_id:
        raise ForbiddenError
    serialise(f"learner {person_id}")
    if find_extra_time(person_id) == extra:
        return False
    add(
        ExtraTimeGiven(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            more_percent=extra.percent,
            more_minutes=extra.minutes,
            given_by=by,
            given_at=clock.now(),
        )
    )
    record("quizzes.extra-time-given", actor_id=by, subject_id=person_id, percent=extra.percent, minutes=extra.minutes)
    return True
