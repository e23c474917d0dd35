"""Looking through another person's eyes: read only, for half an hour, written down at both ends."""

from datetime import timedelta

from app.accounts.models.sessions import UserSession
from app.infra.audit import record
from app.infra.database import lock
from app.kernel import clock
from app.kernel.errors import ConflictError, NotFoundError

LOOK_LENGTH = timedelta(minutes=30)


class OwnEyesError(ConflictError):
    """One's own eyes need nothing."""


def begin_viewing(session_id: str, person_id: str, *, by: str) -> None:
    """From the next request on this session sees the site as that person. OwnEyesError."""
    if person_id == by:
        raise OwnEyesError
    session = lock(UserSession, session_id)
    if session is None:
        raise NotFoundError
    session.viewed_id, session.viewed_until = person_id, clock.now() + LOOK_LENGTH
    record("accounts.view-began", actor_id=by, subject_id=person_id, until=session.viewed_until.isoformat())


def end_viewing(session_id: str, *, by: str) -> str | None:
    """Back to one's own eyes; whose they were. The second time nothing happens."""
    session = lock(UserSession, session_id)
    if session is None or session.viewed_id is None:
        return None
    person_id = session.viewed_id
    session.viewed_id = session.viewed_until = None
    record("accounts.view-ended", actor_id=by, subject_id=person_id)
    return person_id
