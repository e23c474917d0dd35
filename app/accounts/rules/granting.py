"""Who may give which role where, and over whom somebody may decide."""

from collections.abc import Iterable

from app.kernel.permissions import SITE, STAFF, Grant, Permission, Role, Scope, ScopeKind, list_reach

OFFERED_KINDS = (ScopeKind.SITE, ScopeKind.REGION, ScopeKind.CENTRE, ScopeKind.COURSE)
"""A role in a cohort is given on the page of that cohort."""


def may_grant(grants: Iterable[Grant], role: Role, scope: Scope) -> bool:
    """Whether somebody with these grants may give or take this role in this scope: never wider than their own."""
    if role not in STAFF or scope.kind not in OFFERED_KINDS:
        return False
    reach = list_reach(grants, Permission.MANAGE_PEOPLE)
    return SITE in reach or scope in reach


def outranks(held: Iterable[Grant], grants: Iterable[Grant]) -> bool:
    """Whether `held` reaches further than somebody with `grants` may decide over."""
    reach = list_reach(grants, Permission.MANAGE_PEOPLE)
    return SITE not in reach and any(one.role in STAFF and one.scope not in reach for one in held)
