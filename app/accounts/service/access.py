"""Codes of six digits with which a person sets a new password, and the new password itself."""

import hmac
import secrets

from flask import current_app
from sqlalchemy import select, update

from app.accounts.models.coming_back import AccessCode
from app.accounts.models.sessions import SignInTry
from app.accounts.queries.people import find_credentials
from app.accounts.queries.sessions import list_tries
from app.accounts.rules.requests import GUESSES, MESSAGE_LIVES, STAFF_LIVES, may_ask
from app.accounts.service.people import find_own_account
from app.accounts.service.phones import leave_phones
from app.accounts.service.sessions import end_sessions, hash_login
from app.accounts.types import AccessPurpose
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.infra.jobs import enqueue
from app.kernel import clock
from app.kernel.errors import NotFoundError

SEND_CODE = "accounts.send-code"
DIGITS = 6
_REQUESTS_LOOKED_AT = 12


def ask_for_code(login: str) -> None:
    """Have a code sent to this login, if it is somebody's and did not ask too often.

    The same is written for a login that nobody has: how long the answer takes tells nothing.
    """
    login_hash = hash_login(f"code for {login}")
    serialise(f"code {login_hash}")
    asked = [row.tried_at for row in list_tries(login_hash, _REQUESTS_LOOKED_AT)]
    known = find_credentials(login)
    if may_ask(asked, clock.now()):
        add(SignInTry(login_hash=login_hash, tried_at=clock.now()))
        enqueue(SEND_CODE, {"person_id": known.person_id if known else ""})


def issue_code(person_id: str, purpose: AccessPurpose, *, issued_by: str | None = None) -> str:
    """A new code, which is never kept; the one before it of the same purpose is good no longer."""
    serialise(f"access {person_id}")
    now = clock.now()
    for row in _live(person_id):
        if row.purpose == purpose:
            row.ended_at = now
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    add(
        AccessCode(
            person_id=person_id,
            code_hash=_hash(person_id, code),
            purpose=purpose.value,
            issued_by=issued_by,
            made_at=now,
            expires_at=now + (STAFF_LIVES if purpose is AccessPurpose.STAFF else MESSAGE_LIVES),
        )
    )
    return code


def end_all_codes() -> None:
    """Let no code of before be good any more, as after a restore: one that was used since would open twice."""
    live = (AccessCode.used_at.is_(None), AccessCode.ended_at.is_(None))
    db.session.execute(update(AccessCode).where(*live).values(ended_at=clock.now()))


def give_code(person_id: str, *, given_by: str, reason: str) -> str:
    """A code that a member of staff hands over on the spot."""
    code = issue_code(person_id, AccessPurpose.STAFF, issued_by=given_by)
    record("accounts.access-code-given", actor_id=given_by, subject_id=person_id, reason=reason)
    return code


def use_code(login: str, code: str) -> str | None:
    """The person who may set a new password with this code; None when it is not right. A guess counts at once."""
    known = find_credentials(login)
    if known is None:
        return None
    serialise(f"access {known.person_id}")
    now = clock.now()
    rows = [row for row in _live(known.person_id) if row.expires_at > now and row.tries < GUESSES]
    for row in rows:
        if hmac.compare_digest(row.code_hash, _hash(known.person_id, code)):
            row.used_at = now
            return known.person_id
    for row in rows:
        row.tries += 1
    return None


def set_password(
    person_id: str, password_hash: str, *, action: str, device_id: str | None, stays: str | None = None
) -> None:
    """Keep a new password. Every session but `stays` ends, and so do PINs on shared phones, but not on this one."""
    account = find_own_account(person_id)
    if account is None:
        raise NotFoundError
    account.password_hash = password_hash
    now = clock.now()
    for row in _live(person_id):
        row.ended_at = now
    leave_phones(person_id, but_device=device_id)
    end_sessions(person_id, but=stays)
    record(action, actor_id=person_id, subject_id=person_id)


def _live(person_id: str) -> list[AccessCode]:
    query = select(AccessCode).where(
        AccessCode.person_id == person_id, AccessCode.used_at.is_(None), AccessCode.ended_at.is_(None)
    )
    return list(db.session.scalars(query.with_for_update()))


def _hash(person_id: str, code: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"access\0{person_id}\0{code}".encode("utf-8", "surrogatepass"), "sha256").hex()
