"""Staff says how a test was taken: whether somebody watched over it, and whether anybody helped."""

from flask import current_app

from app.accounts.queries.people import list_ids
from app.infra.audit import record
from app.infra.bus import announce
from app.infra.database import add, serialise
from app.kernel import clock
from app.kernel.errors import ForbiddenError
from app.quizzes.events import SittingTold
from app.quizzes.models import SittingConfirmed
from app.quizzes.queries.sittings import find_sitting, get_owner
from app.quizzes.types.attempts import SittingFacts


def confirm_sitting(attempt_id: str, *, centre: str, is_supervised: bool, had_helper: bool, by: str) -> bool:
    """Keep what a trainer says of an attempt; False when the same was said last.

    A certificate that is there already says what it said. NotFoundError, ForbiddenError for one's own attempt.
    """
    owner_id = get_owner(attempt_id)
    if owner_id in list_ids(by):
        raise ForbiddenError
    serialise(f"attempt {attempt_id}")
    said = SittingFacts(centre=centre, is_supervised=is_supervised, had_helper=had_helper)
    if find_sitting(attempt_id) == said:
        return False
    add(
        SittingConfirmed(
            node_id=current_app.config["NODE_ID"],
            attempt_id=attempt_id,
            centre=centre,
            is_supervised=is_supervised,
            had_helper=had_helper,
            confirmed_by=by,
            confirmed_at=clock.now(),
        )
    )
    record(
        "quizzes.sitting-confirmed",
        actor_id=by,
        subject_id=owner_id,
        attempt=attempt_id,
        supervised=is_supervised,
        helper=had_helper,
    )
    announce(SittingTold(attempt_id=attempt_id, person_id=owner_id))
    return True
