"""Reads about roles."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, or_, select

from app.accounts.models.roles import RoleGrant
from app.infra.database import db
from app.kernel import clock
from app.kernel.permissions import Grant, Role, Scope, ScopeKind


def list_grants(person_id: str) -> tuple[Grant, ...]:
    """The roles that a person holds now."""
    rows = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id, is_held(clock.now())))
    return tuple(
        Grant(role=Role(row.role), scope=Scope(kind=ScopeKind(row.scope_kind), key=row.scope_key), ends_at=row.ends_at)
        for row in rows
    )


def is_held(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a grant is held at this moment: given, not taken back, not over."""
    return and_(RoleGrant.revoked_at.is_(None), or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now))
