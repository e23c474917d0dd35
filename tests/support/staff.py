"""People for tests of staff pages: somebody with a role in a place, somebody in a region. Inside no application."""

from dataclasses import dataclass

from argon2 import PasswordHasher
from flask import Flask

from app.accounts.service.people import open_account
from app.accounts.service.roles import grant_role
from app.accounts.service.second_step import give_demo_step
from app.infra.database import write_tx
from app.kernel.locale import UZ
from app.kernel.permissions import SITE, Role, Scope, ScopeKind

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "oltin baliq 7"
BUKHARA, ANDIJAN = "UZ-BU", "UZ-AN"


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person with an account."""

    id: str
    login: str

    @property
    def page(self) -> str:
        """Their page among those of staff."""
        return f"/uz/staff/people/{self.id}/"


def quick_hash(secret: str) -> str:
    """A hash that costs a hundredth: how much one costs to check stands in the hash itself."""
    return _QUICK.hash(secret)


def region(key: str) -> Scope:
    return Scope(kind=ScopeKind.REGION, key=key)


def course(key: str) -> Scope:
    return Scope(kind=ScopeKind.COURSE, key=key)


def someone(app: Flask, login: str, name: str = "Nodira Karimova", *, lives_in: str = "") -> Someone:
    """A learner with an account."""
    password_hash = quick_hash(PASSWORD)
    with app.app_context(), write_tx():
        account = open_account(
            None,
            name=name,
            phone=None if "@" in login else login,
            email=login if "@" in login else None,
            password_hash=password_hash,
            region=lives_in,
            district="",
            language=UZ,
        )
        return Someone(id=account.person_id, login=login)


def staff_member(app: Flask, login: str, role: Role, scope: Scope = SITE, *, name: str = "Olim Saidov") -> Someone:
    """Somebody with a role in a place, and with the second step set up."""
    person = someone(app, login, name, lives_in=scope.key if scope.kind is ScopeKind.REGION else "")
    with app.app_context(), write_tx():
        grant_role(person.id, role, scope)
        give_demo_step(person.id)
    return person
