"""Closing an account for now, and opening it again."""

from sqlalchemy import select, update

from app.accounts.models.people import Account
from app.accounts.queries.people import ids_of
from app.accounts.service.phones import leave_phones
from app.accounts.service.roles import demand_another_administrator
from app.accounts.service.sessions import end_sessions
from app.accounts.types import DisableReason
from app.infra.audit import record
from app.infra.database import db
from app.kernel import clock
from app.kernel.errors import ConflictError


class OwnAccountError(ConflictError):
    """Nobody closes their own account here, or does other things to it that another administrator must do."""


def disable_account(person_id: str, reason: DisableReason, *, by: str) -> None:
    """Let nobody in with any login of this person; their sessions end. OwnAccountError, LastAdministratorError."""
    if person_id == by:
        raise OwnAccountError
    demand_another_administrator(person_id)
    if _set(person_id, is_open=False):
        record("accounts.disabled", actor_id=by, subject_id=person_id, reason=reason)
    end_sessions(person_id)
    leave_phones(person_id, but_device=None)


def enable_account(person_id: str, *, by: str) -> None:
    """Let the person in again."""
    if _set(person_id, is_open=True):
        record("accounts.enabled", actor_id=by, subject_id=person_id)


def _set(person_id: str, *, is_open: bool) -> bool:
    """Whether anything changed."""
    of_person = Account.person_id.in_(ids_of(person_id))
    wanted = Account.disabled_at.is_not(None) if is_open else Account.disabled_at.is_(None)
    changed = db.session.scalars(select(Account.id).where(of_person, wanted).with_for_update()).all()
    moment = None if is_open else clock.now()
    db.session.execute(update(Account).where(Account.id.in_(changed)).values(disabled_at=moment))
    return bool(changed)
