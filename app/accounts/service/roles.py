"""Giving and taking roles. Sessions end with either, so that the new rights begin with a new one."""

from datetime import datetime

from sqlalchemy import select

from app.accounts.models.roles import RoleGrant
from app.accounts.queries.roles import has_other_administrator, is_held, list_grants
from app.accounts.service.sessions import end_sessions
from app.infra.audit import record
from app.infra.database import add, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import ConflictError, NotFoundError
from app.kernel.permissions import SITE, STAFF, Role, Scope, ScopeKind


class LastAdministratorError(ConflictError):
    """Nobody would be left who administers the whole site."""


class OwnRoleError(ConflictError):
    """Nobody takes the administrator's role from themselves."""


class HeldAlreadyError(ConflictError):
    """The person holds this role there already."""


def grant_role(
    person_id: str,
    role: Role,
    scope: Scope = SITE,
    *,
    granted_by: str | None = None,
    ends_at: datetime | None = None,
) -> None:
    """Give a person a role in a scope. HeldAlreadyError.

    Who is staff already stays signed in when a cohort comes on top: a class may be going on.
    """
    serialise(f"roles {person_id}")
    is_one_more_cohort = scope.kind is ScopeKind.COHORT and any(one.role in STAFF for one in list_grants(person_id))
    same = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == role.value,
        RoleGrant.scope_kind == scope.kind.value,
        RoleGrant.scope_key == scope.key,
        is_held(clock.now()),
    )
    if db.session.scalars(same.limit(1)).first() is not None:
        raise HeldAlreadyError
    add(
        RoleGrant(
            person_id=person_id,
            role=role.value,
            scope_kind=scope.kind.value,
            scope_key=scope.key,
            granted_at=clock.now(),
            granted_by=granted_by,
            ends_at=ends_at,
        )
    )
    record(
        "accounts.role-granted",
        actor_id=granted_by,
        subject_id=person_id,
        role=role,
        scope=scope.kind,
        key=scope.key,
        until=ends_at.isoformat() if ends_at else None,
    )
    if not is_one_more_cohort:
        end_sessions(person_id)


def take_role(person_id: str, grant_id: str, *, taken_by: str) -> None:
    """Take a role back; the second time nothing happens. NotFoundError, OwnRoleError, LastAdministratorError."""
    grant = lock(RoleGrant, grant_id)
    if grant is None or grant.person_id != person_id:
        raise NotFoundError
    if grant.revoked_at is not None:
        return
    if grant.role == Role.ADMINISTRATOR:
        if person_id == taken_by:
            raise OwnRoleError
        demand_another_administrator(person_id)
    grant.revoked_at = clock.now()
    record(
        "accounts.role-taken",
        actor_id=taken_by,
        subject_id=person_id,
        role=grant.role,
        scope=grant.scope_kind,
        key=grant.scope_key,
    )
    end_sessions(person_id)


def demand_another_administrator(person_id: str) -> None:
    """Let this person's administration of the site end only when it is somebody else's too. LastAdministratorError."""
    serialise("administrators")
    administers = any(one.role is Role.ADMINISTRATOR and one.scope == SITE for one in list_grants(person_id))
    if administers and not has_other_administrator(person_id):
        raise LastAdministratorError
