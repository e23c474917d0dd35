"""Reads about sessions and tries to sign in."""

from sqlalchemy import bindparam, func, select

from app.accounts.models.people import Account, Person
from app.accounts.models.phones import DeviceMember
from app.accounts.models.roles import RoleGrant
from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.queries.people import ids_of
from app.accounts.types import OpenSession, SessionFacts, Way
from app.infra.database import db
from app.kernel import clock
from app.kernel.locale import Tag

_SESSION = (
    select(
        UserSession.id,
        UserSession.ended_at,
        UserSession.expires_at,
        UserSession.way,
        UserSession.password_at,
        UserSession.proved_at,
        UserSession.viewed_id,
        UserSession.viewed_until,
        UserSession.door,
        UserSession.idle_minutes,
        UserSession.created_at,
        Person.canonical_id,
        Person.language,
        Account.name,
        Account.disabled_at,
        func.coalesce(UserSession.face, DeviceMember.face).label("face"),
        func.coalesce(UserSession.shown_name, DeviceMember.shown_name).label("shown_name"),
        select(RoleGrant.id)
        .where(
            RoleGrant.person_id == Person.canonical_id,
            RoleGrant.person_id == UserSession.person_id,
            RoleGrant.revoked_at.is_(None),
        )
        .exists()
        .label("has_grants"),
    )
    .join(Person, Person.id == UserSession.person_id)
    .outerjoin(Account, Account.person_id == Person.canonical_id)
    .outerjoin(DeviceMember, DeviceMember.id == UserSession.member_id)
    .where(UserSession.token_hash == bindparam("token_hash"))
)
"""Built once: this runs in every request that carries a session."""


def find_session(token_hash: str) -> SessionFacts | None:
    """What this token leads to, live or over; None when we never gave it."""
    row = db.session.execute(_SESSION, {"token_hash": token_hash}).first()
    if row is None:
        return None
    is_open = row.ended_at is None and row.expires_at > clock.now()
    return SessionFacts(
        session_id=row.id,
        person_id=row.canonical_id,
        language=Tag(row.language),
        is_live=is_open and row.disabled_at is None,
        has_account=row.name is not None,
        has_grants=row.has_grants,
        name=row.name or "",
        way=Way(row.way),
        password_at=row.password_at,
        proved_at=row.proved_at,
        viewed_id=row.viewed_id,
        viewed_until=row.viewed_until,
        face=row.face or "",
        shown_name=row.shown_name or "",
        door=row.door or "",
        idle_minutes=row.idle_minutes,
        created_at=row.created_at,
    )


def list_open_sessions(person_id: str) -> tuple[OpenSession, ...]:
    """The browsers in which a person is let in now, the latest first."""
    rows = db.session.scalars(
        select(UserSession)
        .where(
            UserSession.person_id.in_(ids_of(person_id)),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > clock.now(),
        )
        .order_by(UserSession.created_at.desc(), UserSession.id.desc())
    )
    return tuple(
        OpenSession(id=row.id, way=Way(row.way), browser=row.browser or "", created_at=row.created_at) for row in rows
    )


def list_tries(login_hash: str, limit: int) -> list[SignInTry]:
    """The latest tries with this login, newest first."""
    query = select(SignInTry).where(SignInTry.login_hash == login_hash)
    return list(db.session.scalars(query.order_by(SignInTry.tried_at.desc(), SignInTry.id.desc()).limit(limit)))
