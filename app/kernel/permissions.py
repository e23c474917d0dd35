"""Who may do what, and where. Deny by default: what is not granted here is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for."""

    LEARNER = "learner"
    TRAINER = "trainer"
    AUTHOR = "author"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class ScopeKind(StrEnum):
    """How far a grant reaches."""

    SITE = "site"
    REGION = "region"
    CENTRE = "centre"
    COURSE = "course"
    COHORT = "cohort"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A place that a grant covers; `key` is empty for the whole site."""

    kind: ScopeKind
    key: str = ""

    def covers(self, other: "Scope") -> bool:
        """Whether a grant here reaches there."""
        return self.kind is ScopeKind.SITE or self == other


SITE = Scope(kind=ScopeKind.SITE)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A role held in a scope."""

    role: Role
    scope: Scope


class Permission(StrEnum):
    """One thing that a route may ask for."""

    LEARN = "learn"
    TEACH = "teach"
    WRITE_COURSES = "write-courses"
    PUBLISH = "publish"
    COORDINATE = "coordinate"
    MANAGE_PEOPLE = "manage-people"
    REVOKE_CERTIFICATES = "revoke-certificates"


HELD: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset({Permission.LEARN}),
    Role.TRAINER: frozenset({Permission.LEARN, Permission.TEACH}),
    Role.AUTHOR: frozenset({Permission.LEARN, Permission.WRITE_COURSES}),
    Role.COORDINATOR: frozenset({Permission.LEARN, Permission.TEACH, Permission.COORDINATE}),
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may(grants: Iterable[Grant], permission: Permission, scope: Scope = SITE) -> bool:
    """Whether any of these grants gives this permission in this place."""
    return any(permission in HELD[grant.role] and grant.scope.covers(scope) for grant in grants)


class Circle(StrEnum):
    """Who may open a route that needs no grant."""

    EVERYONE = "everyone"
    """Anybody, with or without an account."""
    SIGNED_IN = "signed-in"
    """Anybody with an account."""


Who = Circle | Permission
