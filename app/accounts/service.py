"""Writes about people. Passwords arrive hashed: hashing takes long, and a transaction must not."""

import hashlib
import hmac
import secrets

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.events import AccountOpened, PersonsJoined
from app.accounts.models import Account, Consent, Joining, Person, RoleGrant, SignInTry, UserSession
from app.accounts.queries import list_tries
from app.accounts.rules import Allowed, may_try
from app.accounts.types import NOTICE_VERSION, SESSION_LENGTH
from app.infra.bus import announce
from app.infra.database import add, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import ConflictError, NotFoundError, TooManyError
from app.kernel.ids import new_id
from app.kernel.locale import Tag
from app.kernel.permissions import SITE, Role, Scope

TRIES_LOOKED_AT = 60


class LoginTakenError(ConflictError):
    """The phone or the e-mail belongs to an account already."""


def add_person(language: Tag) -> Person:
    """A new person without an account."""
    person_id = new_id()
    return add(
        Person(
            id=person_id,
            node_id=current_app.config["NODE_ID"],
            created_at=clock.now(),
            language=language,
            canonical_id=person_id,
        )
    )


def open_account(
    person_id: str | None,
    *,
    name: str,
    phone: str | None,
    email: str | None,
    password_hash: str,
    region: str,
    district: str,
    language: Tag,
) -> Account:
    """Make an account, for a visitor with progress (`person_id`) or for somebody new. LoginTakenError."""
    person = lock(Person, person_id) if person_id else None
    person = person or add_person(language)
    if find_own_account(person.id):
        raise LoginTakenError
    account = Account(
        node_id=current_app.config["NODE_ID"],
        person_id=person.id,
        name=name,
        phone=phone,
        email=email,
        password_hash=password_hash,
        region=region,
        district=district,
        created_at=clock.now(),
    )
    try:
        add(account)
    except IntegrityError as error:
        raise LoginTakenError from error
    record_consent(person.id, language)
    announce(AccountOpened(person_id=person.id))
    return account


def find_own_account(person_id: str) -> Account | None:
    """The account of this person, in the open transaction."""
    return db.session.scalars(select(Account).where(Account.person_id == person_id)).first()


def record_consent(person_id: str, language: Tag) -> None:
    """Keep that the person agreed to the privacy notice, and in which language they read it."""
    node_id = current_app.config["NODE_ID"]
    add(Consent(node_id=node_id, person_id=person_id, notice=NOTICE_VERSION, language=language, given_at=clock.now()))


def edit_profile(person_id: str, *, name: str, region: str, district: str) -> None:
    """Change what a person says about themselves. NotFoundError for a visitor."""
    account = find_own_account(person_id)
    if account is None:
        raise NotFoundError
    account.name, account.region, account.district = name, region, district


def rename(person_id: str, name: str) -> None:
    """Change the name that certificates will carry; those issued keep theirs. NotFoundError for a visitor."""
    account = find_own_account(person_id)
    if account is None:
        raise NotFoundError
    account.name = name


def set_language(person_id: str, language: Tag) -> None:
    """Remember the language that a person reads."""
    db.session.execute(update(Person).where(Person.id == person_id).values(language=language))


def open_session(person_id: str) -> str:
    """Let a browser in; the answer is its token, which is never kept."""
    token = secrets.token_urlsafe(24)
    now = clock.now()
    add(UserSession(token_hash=hash_token(token), person_id=person_id, created_at=now, expires_at=now + SESSION_LENGTH))
    return token


def end_session(session_id: str) -> None:
    """Let a browser in no longer, from its next request on."""
    session = lock(UserSession, session_id)
    if session is not None and session.ended_at is None:
        session.ended_at = clock.now()


def end_sessions(person_id: str) -> None:
    """End every session of a person."""
    query = update(UserSession).where(UserSession.person_id == person_id, UserSession.ended_at.is_(None))
    db.session.execute(query.values(ended_at=clock.now()))


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


def hash_login(login: str) -> str:
    """A login as it is counted: keyed, so that the table tells nobody's number."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, b"login\0" + login.encode(), "sha256").hex()


def join_visitor(visitor_id: str, person_id: str) -> None:
    """What a visitor did on this phone is this person's; nothing happens when the visitor has an own account."""
    if visitor_id == person_id or find_own_account(visitor_id) is not None:
        return
    visitor = lock(Person, visitor_id)
    if visitor is None or visitor.canonical_id != visitor_id:
        return
    add(
        Joining(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            visitor_id=visitor_id,
            joined_at=clock.now(),
        )
    )
    visitor.canonical_id = person_id
    announce(PersonsJoined(person_id=person_id, visitor_id=visitor_id))


def grant_role(person_id: str, role: Role, scope: Scope = SITE, *, granted_by: str | None = None) -> None:
    """Give a person a role in a scope; their sessions end, so that the new rights begin with a new one."""
    add(
        RoleGrant(
            person_id=person_id,
            role=role.value,
            scope_kind=scope.kind.value,
            scope_key=scope.key,
            granted_at=clock.now(),
            granted_by=granted_by,
        )
    )
    end_sessions(person_id)
