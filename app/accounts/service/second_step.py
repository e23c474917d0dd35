"""Writes about the second step: set up, passed, reset. A code is judged in the transaction that counts the try."""

import hmac

from sqlalchemy import delete, select

from app.accounts.models.second_step import RecoveryCode, SecondStep
from app.accounts.models.sessions import UserSession
from app.accounts.queries.second_step import demo_secret, find_step, secret_of, step_key
from app.accounts.rules.second_step import match_code, new_recovery_codes, normalise_recovery
from app.accounts.service.sessions import begin_try, end_sessions, renew_session, settle_try
from app.infra.audit import record
from app.infra.database import add, db, lock, serialise
from app.infra.strongbox import seal
from app.kernel import clock
from app.kernel.errors import ConflictError


class SecondStepStandsError(ConflictError):
    """The person has their codes already."""


def set_up(person_id: str, session_id: str, secret: str, typed: str) -> tuple[str, tuple[str, ...]] | None:
    """Keep the secret when the code fits: the new token of the session, and the recovery codes, never to be seen again.

    None when the code is wrong. TooManyError, SecondStepStandsError.
    """
    try_id = begin_try(_counted(person_id))
    if find_step(person_id) is not None:
        raise SecondStepStandsError
    step = match_code(secret, typed, clock.now(), 0)
    if step is None:
        return None
    settle_try(try_id)
    _keep(person_id, secret, step)
    record("accounts.second-step-set", actor_id=person_id, subject_id=person_id)
    return _prove(session_id), make_recovery_codes(person_id)


def pass_second_step(person_id: str, session_id: str, typed: str) -> str | None:
    """The new token of the session when the code is right: roles wake, and the old token is worth nothing any more.

    None when it is wrong or was used before. TooManyError after five wrong ones.
    """
    try_id = begin_try(_counted(person_id))
    step = find_step(person_id)
    if step is None or not (_takes_code(step, typed) or _takes_recovery(person_id, typed)):
        return None
    settle_try(try_id)
    return _prove(session_id)


def make_recovery_codes(person_id: str) -> tuple[str, ...]:
    """Ten new recovery codes in place of all before."""
    codes = new_recovery_codes()
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    for code in codes:
        add(RecoveryCode(person_id=person_id, code_hash=_hash(person_id, code), made_at=clock.now()))
    return codes


def renew_recovery_codes(person_id: str) -> tuple[str, ...]:
    """As wished by the person: the old ones are worth nothing from now on."""
    record("accounts.recovery-codes-renewed", actor_id=person_id, subject_id=person_id)
    return make_recovery_codes(person_id)


def reset_second_step(person_id: str, *, by: str | None) -> bool:
    """Take a person's codes away, so that they set them up anew; their sessions end. False when there were none."""
    serialise(f"second step {person_id}")
    if find_step(person_id) is None:
        return False
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    db.session.execute(delete(SecondStep).where(SecondStep.person_id == person_id))
    record("accounts.second-step-reset", actor_id=by, subject_id=person_id)
    end_sessions(person_id)
    return True


def give_demo_step(person_id: str) -> None:
    """A demo person needs no authenticator: the page shows the code. Nothing happens when they have codes."""
    if find_step(person_id) is None:
        _keep(person_id, demo_secret(person_id), 0)


def _keep(person_id: str, secret: str, step: int) -> None:
    sealed = seal(step_key(), secret, about=person_id)
    add(SecondStep(person_id=person_id, secret=sealed, made_at=clock.now(), last_step=step))


def _takes_code(step: SecondStep, typed: str) -> bool:
    found = match_code(secret_of(step), typed, clock.now(), step.last_step)
    if found is None:
        return False
    step.last_step = found
    return True


def _takes_recovery(person_id: str, typed: str) -> bool:
    code = normalise_recovery(typed)
    if code is None:
        return False
    kept = select(RecoveryCode).where(
        RecoveryCode.person_id == person_id,
        RecoveryCode.code_hash == _hash(person_id, code),
        RecoveryCode.used_at.is_(None),
    )
    row = db.session.scalars(kept).first()
    if row is None:
        return False
    row.used_at = clock.now()
    record("accounts.recovery-code-used", actor_id=person_id, subject_id=person_id)
    return True


def _prove(session_id: str) -> str:
    session = lock(UserSession, session_id)
    if session is not None:
        session.proved_at = clock.now()
    return renew_session(session_id)


def _counted(person_id: str) -> str:
    """The name under which tries at the second step are counted, apart from those at the password."""
    return f"second step {person_id}"


def _hash(person_id: str, code: str) -> str:
    return hmac.digest(step_key().encode(), f"recovery\0{person_id}\0{code}".encode(), "sha256").hex()
