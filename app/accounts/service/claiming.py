"""A person who came in by a card makes theirs an ordinary account: with a telephone and a password."""

from sqlalchemy.exc import IntegrityError

from app.accounts.rules.logins import normalise_phone
from app.accounts.rules.passwords import PasswordProblem, check_password
from app.accounts.service.access import set_password
from app.accounts.service.people import LoginTakenError, find_own_account
from app.accounts.service.sessions import renew_session
from app.infra.audit import record
from app.infra.database import db, serialise
from app.kernel.errors import ConflictError, NotFoundError


class ClaimedError(ConflictError):
    """The account has a telephone or an e-mail already."""


def read_phone(typed: str) -> str | None:
    """A phone in the spelling that we keep; None when it is none."""
    return normalise_phone(typed)


def judge_password(password: str, *, phone: str | None, name: str) -> PasswordProblem | None:
    """The first thing wrong with a new password; None when it is good."""
    return check_password(password, phone=phone, email=None, name=name)


def claim_account(person_id: str, phone: str, password_hash: str, *, session_id: str) -> str:
    """Let the account be signed in to with this telephone; all that was learned stays.

    Every other session ends, and this one has a new token: the answer. LoginTakenError when the telephone is another
    account's, ClaimedError when the account has one, NotFoundError for a visitor.
    """
    serialise(f"claim {person_id}")
    account = find_own_account(person_id)
    if account is None:
        raise NotFoundError
    if account.phone or account.email:
        raise ClaimedError
    account.phone = phone
    try:
        db.session.flush()
    except IntegrityError as error:
        raise LoginTakenError from error
    set_password(person_id, password_hash, action="accounts.password-changed", device_id=None, stays=session_id)
    record("accounts.claimed", actor_id=person_id, subject_id=person_id)
    return renew_session(session_id)
