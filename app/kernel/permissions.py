"""Who may do what, and where. Deny by default: what is not granted here is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for."""

    LEARNER = "learner"
    TRAINER = "trainer"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    MANAGER = "manager"
    """Runs a community centre."""
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


STAFF = frozenset(Role) - {Role.LEARNER}
"""Roles that reach beyond a person's own things: whoever holds one signs in with a second factor."""


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


SITE = Scope(kind=ScopeKind.SITE)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A role held in a scope."""

    role: Role
    scope: Scope
    ends_at: datetime | None = None
    """From then on it is not held any more; None for one that does not end."""


class Permission(StrEnum):
    """One thing that a route may ask for."""

    LEARN = "learn"
    TEACH = "teach"
    WRITE_COURSES = "write-courses"
    REVIEW_COURSES = "review-courses"
    PUBLISH = "publish"
    COORDINATE = "coordinate"
    FIND_PEOPLE = "find-people"
    GIVE_ACCESS = "give-access"
    """Give somebody a code on the spot with which they come in again."""
    MANAGE_PEOPLE = "manage-people"
    """Grant, disable, merge, look through somebody's eyes."""
    ANSWER_QUESTIONS = "answer-questions"
    READ_REPORTS = "read-reports"
    """What learners say of lessons: the real site looks different."""
    READ_ANALYSIS = "read-analysis"
    """How the questions of a quiz do, over all who answered them."""
    REVOKE_CERTIFICATES = "revoke-certificates"
    """End one that is wrong: revoked, or corrected by another."""
    ISSUE_CERTIFICATES = "issue-certificates"
    """Have those of many people issued at once."""
    RUN_CENTRES = "run-centres"
    """Open a centre where one has this; in a centre its groups and who teaches them."""
    OPERATE = "operate"
    """See how the installation is: disk, jobs, backups, the audit log."""


_TEACHING = frozenset(
    {Permission.LEARN, Permission.TEACH, Permission.FIND_PEOPLE, Permission.GIVE_ACCESS, Permission.READ_ANALYSIS}
)

HELD: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset({Permission.LEARN}),
    Role.TRAINER: _TEACHING | {Permission.ANSWER_QUESTIONS},
    Role.AUTHOR: frozenset(
        {
            Permission.LEARN,
            Permission.WRITE_COURSES,
            Permission.READ_REPORTS,
            Permission.READ_ANALYSIS,
            Permission.ANSWER_QUESTIONS,
        }
    ),
    Role.REVIEWER: frozenset({Permission.LEARN, Permission.REVIEW_COURSES, Permission.READ_REPORTS}),
    Role.MANAGER: frozenset({Permission.LEARN, Permission.TEACH, Permission.RUN_CENTRES}),
    Role.COORDINATOR: _TEACHING
    | {
        Permission.RUN_CENTRES,
        Permission.COORDINATE,
        Permission.ANSWER_QUESTIONS,
        Permission.READ_REPORTS,
        Permission.ISSUE_CERTIFICATES,
    },
    Role.ADMINISTRATOR: frozenset(Permission),
}


def may(grants: Iterable[Grant], permission: Permission, *places: Scope) -> bool:
    """Whether any of these grants gives this permission over a thing that lies in all of these places.

    A thing names every place that it lies in (its region, its centre, its course); a grant for the whole site reaches
    all things, also those that lie nowhere.
    """
    reached = {SITE, *places}
    return any(permission in HELD[grant.role] and grant.scope in reached for grant in grants)


def may_somewhere(grants: Iterable[Grant], permission: Permission) -> bool:
    """Whether any of these grants gives this permission over anything at all: then the door may open."""
    return bool(list_reach(grants, permission))


def list_reach(grants: Iterable[Grant], permission: Permission) -> frozenset[Scope]:
    """The places in which these grants give this permission."""
    return frozenset(grant.scope for grant in grants if permission in HELD[grant.role])


class Circle(StrEnum):
    """Who may open a route that needs no grant."""

    EVERYONE = "everyone"
    """Anybody, with or without an account."""
    SIGNED_IN = "signed-in"
    """Anybody with an account."""


Who = Circle | Permission
