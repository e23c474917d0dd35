"""Reads about roles."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models.people import Account, Person
from app.accounts.models.roles import RoleGrant
from app.accounts.rules.granting import may_grant, outranks
from app.accounts.types import HeldRole
from app.infra.database import db
from app.kernel import clock
from app.kernel.permissions import Grant, Role, Scope, ScopeKind

__all__ = ["is_held", "list_grants", "list_grants_of", "list_roles", "may_grant", "outranks"]
"""`may_grant` and `outranks` are the room's rules, offered to the pages that ask them before they show a button."""


def list_grants(person_id: str) -> tuple[Grant, ...]:
    """The roles that a person holds now."""
    rows = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id, is_held(clock.now())))
    return tuple(_grant(row) for row in rows)


def list_grants_of(person_ids: Iterable[str]) -> dict[str, tuple[Grant, ...]]:
    """The roles that these people hold now, in one query."""
    query = select(RoleGrant).where(RoleGrant.person_id.in_(list(person_ids)), is_held(clock.now()))
    found: dict[str, tuple[Grant, ...]] = defaultdict(tuple)
    for row in db.session.scalars(query.order_by(RoleGrant.granted_at, RoleGrant.id)):
        found[row.person_id] += (_grant(row),)
    return dict(found)


def list_roles(person_id: str) -> tuple[HeldRole, ...]:
    """The roles that a person holds now, with who gave them and when, oldest first."""
    giver = aliased(Account)
    query = (
        select(RoleGrant, giver.name)
        .outerjoin(giver, giver.person_id == RoleGrant.granted_by)
        .where(RoleGrant.person_id == person_id, is_held(clock.now()))
        .order_by(RoleGrant.granted_at, RoleGrant.id)
    )
    return tuple(
        HeldRole(id=row.id, grant=_grant(row), granted_at=row.granted_at, granted_by=row.granted_by, giver=name or "")
        for row, name in db.session.execute(query)
    )


def has_other_administrator(person_id: str) -> bool:
    """Whether somebody else administers the whole site, without an end, with an account that is open."""
    query = (
        select(RoleGrant.id)
        .join(Person, and_(Person.id == RoleGrant.person_id, Person.canonical_id == Person.id))
        .join(Account, and_(Account.person_id == Person.id, Account.disabled_at.is_(None)))
        .where(
            RoleGrant.person_id != person_id,
            RoleGrant.role == Role.ADMINISTRATOR.value,
            RoleGrant.scope_kind == ScopeKind.SITE.value,
            RoleGrant.ends_at.is_(None),
            is_held(clock.now()),
        )
    )
    return db.session.scalars(query.limit(1)).first() is not None


def is_held(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a grant is held at this moment: given, not taken back, not over."""
    return and_(RoleGrant.revoked_at.is_(None), or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now))


def _grant(row: RoleGrant) -> Grant:
    scope = Scope(kind=ScopeKind(row.scope_kind), key=row.scope_key)
    return Grant(role=Role(row.role), scope=scope, ends_at=row.ends_at)
