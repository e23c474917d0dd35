"""Letting browsers in and out, and counting tries."""

import hashlib
import hmac
import secrets

from flask import current_app
from sqlalchemy import update

from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.queries.people import ids_of
from app.accounts.queries.sessions import list_open_sessions, list_tries
from app.accounts.rules.browsers import name_browser
from app.accounts.rules.tries import Allowed, may_try
from app.accounts.types import CARD_SESSION_LENGTH, SEAT_IDLE_MINUTES, SESSION_LENGTH, Seat, Way
from app.infra.database import add, count, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import NotFoundError, TooManyError

TRIES_LOOKED_AT = 60


def open_session(person_id: str, way: Way, *, browser: str = "", member_id: str | None = None) -> str:
    """Let a browser in; the answer is its token, which is never kept. `member_id`: on a shared phone, as whom."""
    token = secrets.token_urlsafe(24)
    now = clock.now()
    add(
        UserSession(
            token_hash=hash_token(token),
            person_id=person_id,
            way=way.value,
            password_at=now if way is Way.PASSWORD else None,
            browser=browser,
            member_id=member_id,
            created_at=now,
            expires_at=now + SESSION_LENGTH,
        )
    )
    return token


def open_card_session(person_id: str, *, user_agent: str, seat: Seat | None = None) -> str:
    """Let in whoever came by a card or a picture; the answer is the token. At a `seat` it ends by itself."""
    token = secrets.token_urlsafe(24)
    now = clock.now()
    add(
        UserSession(
            token_hash=hash_token(token),
            person_id=person_id,
            way=Way.CARD.value,
            browser=name_browser(user_agent),
            face=seat.face if seat else None,
            shown_name=seat.shown_name if seat else None,
            door=seat.door if seat else None,
            idle_minutes=SEAT_IDLE_MINUTES if seat else None,
            created_at=now,
            expires_at=seat.until if seat else now + CARD_SESSION_LENGTH,
        )
    )
    return token


def renew_session(session_id: str) -> str:
    """A new token for a session whose rights rise; whoever has a copy of the old one has nothing (AU10)."""
    token = secrets.token_urlsafe(24)
    session = lock(UserSession, session_id)
    if session is not None:
        session.token_hash = hash_token(token)
    return token


def note_password(session_id: str) -> None:
    """The person has just typed the password again in this session."""
    session = lock(UserSession, session_id)
    if session is not None:
        session.password_at = clock.now()


def end_session(session_id: str) -> None:
    """Let a browser in no longer, from its next request on."""
    session = lock(UserSession, session_id)
    if session is not None and session.ended_at is None:
        session.ended_at = clock.now()


def end_sessions(person_id: str, *, but: str | None = None) -> None:
    """End every session of a person, whichever of their ids it was opened for; `but` one that stays."""
    query = update(UserSession).where(UserSession.person_id.in_(ids_of(person_id)), UserSession.ended_at.is_(None))
    if but is not None:
        query = query.where(UserSession.id != but)
    db.session.execute(query.values(ended_at=clock.now()), execution_options={"synchronize_session": False})


def end_card_sessions(person_id: str, *, but: str | None = None) -> None:
    """End the sessions that a person's cards have opened; `but` one that stays."""
    query = update(UserSession).where(
        UserSession.person_id.in_(ids_of(person_id)),
        UserSession.ended_at.is_(None),
        UserSession.way == Way.CARD.value,
    )
    if but is not None:
        query = query.where(UserSession.id != but)
    db.session.execute(query.values(ended_at=clock.now()), execution_options={"synchronize_session": False})


def end_own_session(person_id: str, session_id: str) -> None:
    """End one of a person's sessions. NotFoundError for anybody else's."""
    if session_id not in {one.id for one in list_open_sessions(person_id)}:
        raise NotFoundError
    end_session(session_id)


def end_all_sessions() -> int:
    """End every session of everybody, as after a restore: what was ended since must stay so; how many there were."""
    open_ones = count(UserSession, UserSession.ended_at.is_(None))
    db.session.execute(update(UserSession).where(UserSession.ended_at.is_(None)).values(ended_at=clock.now()))
    return open_ones


def hash_token(token: str) -> str:
    """How a session's token is kept. The token is random, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def begin_try(login: str) -> str:
    """Count a try to sign in before it is judged; TooManyError while the login is locked. The answer names the try."""
    login_hash = hash_login(login)
    serialise(f"sign-in {login_hash}")
    tries = list_tries(login_hash, TRIES_LOOKED_AT)
    failures = []
    for one in tries:
        if one.succeeded_at is not None:
            break
        failures.append(one.tried_at)
    now = clock.now()
    verdict = may_try(failures[::-1], now)
    if not isinstance(verdict, Allowed):
        raise TooManyError(retry_after=max(1, int((verdict.until - now).total_seconds())))
    return add(SignInTry(login_hash=login_hash, tried_at=now)).id


def settle_try(try_id: str) -> None:
    """The try was right: what failed before it no longer counts."""
    row = lock(SignInTry, try_id)
    if row is not None:
        row.succeeded_at = clock.now()


def forgive_tries(login: str) -> None:
    """What failed before no longer counts: the person has come in by another way."""
    add(SignInTry(login_hash=hash_login(login), tried_at=clock.now(), succeeded_at=clock.now()))


def hash_login(login: str) -> str:
    """A login as it is counted: keyed, so that the table tells nobody's number."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, b"login\0" + login.encode(), "sha256").hex()
