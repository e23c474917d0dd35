"""Giving and taking roles."""

from datetime import datetime

from app.accounts.models.roles import RoleGrant
from app.accounts.service.sessions import end_sessions
from app.infra.audit import record
from app.infra.database import add
from app.kernel import clock
from app.kernel.permissions import SITE, Role, Scope


def grant_role(
    person_id: str,
    role: Role,
    scope: Scope = SITE,
    *,
    granted_by: str | None = None,
    ends_at: datetime | None = None,
) -> None:
    """Give a person a role in a scope; their sessions end, so that the new rights begin with a new one."""
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
        "accounts.role-granted", actor_id=granted_by, subject_id=person_id, role=role, scope=scope.kind, key=scope.key
    )
    end_sessions(person_id)
