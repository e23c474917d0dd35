"""People as staff find them: by name, phone or e-mail, within the places that they answer for."""

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, func, select, true
from sqlalchemy.orm import aliased

from app.accounts.models.people import Account, Person
from app.accounts.models.sessions import UserSession
from app.accounts.queries.merging import find_canonical
from app.accounts.queries.people import ids_of
from app.accounts.queries.roles import list_grants_of
from app.accounts.rules.logins import display_phone, mask_login, normalise_email, normalise_phone
from app.accounts.types import PeoplePage, PersonCard
from app.infra.database import count, db
from app.kernel import clock
from app.kernel.permissions import SITE, Grant, Scope, ScopeKind
from app.kernel.uzbek import fold

PAGE = 20
_LEAST_DIGITS = 4
"""Fewer digits of a phone than this find too many people."""
_MOST_WORDS = 6


def search_people(typed: str, reach: Iterable[Scope], *, page: int) -> PeoplePage:
    """People with an account whose name, phone or e-mail is meant by `typed` (all of them when it is empty).

    Two accounts that were merged are found by either, and shown as one. Three queries, whatever is stored.
    """
    condition = and_(_is_one(), _within(reach), _found_by(typed))
    total = db.session.scalar(select(func.count()).select_from(Account).where(condition)) or 0
    rows = db.session.scalars(
        select(Account).where(condition).order_by(Account.name_folded, Account.id).limit(PAGE).offset((page - 1) * PAGE)
    ).all()
    roles = list_grants_of(row.person_id for row in rows)
    return PeoplePage(people=tuple(_card(row, roles.get(row.person_id, ())) for row in rows), total=total)


def find_card(person_id: str) -> PersonCard | None:
    """A person with an account, from any of their ids; None for a visitor or an id that is nobody's."""
    canonical = find_canonical(person_id)
    row = db.session.scalars(select(Account).where(Account.person_id == canonical)).first() if canonical else None
    return _card(row, list_grants_of([row.person_id]).get(row.person_id, ())) if row else None


def count_sessions(person_id: str) -> int:
    """In how many browsers a person is in now."""
    return count(
        UserSession,
        UserSession.person_id.in_(ids_of(person_id)),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > clock.now(),
    )


def _card(row: Account, roles: tuple[Grant, ...]) -> PersonCard:
    return PersonCard(
        person_id=row.person_id,
        name=row.name,
        login=display_phone(row.phone) if row.phone else row.email or "",
        masked_login=mask_login(row.phone, row.email),
        region=row.region,
        district=row.district,
        opened_at=row.created_at,
        disabled_at=row.disabled_at,
        roles=roles,
    )


def _is_one() -> ColumnElement[bool]:
    """The account by which a person goes: not one that was joined to another."""
    return select(Person.id).where(Person.id == Account.person_id, Person.canonical_id == Person.id).exists()


def _within(reach: Iterable[Scope]) -> ColumnElement[bool]:
    places = frozenset(reach)
    if SITE in places:
        return true()
    regions = [scope.key for scope in places if scope.kind is ScopeKind.REGION]
    return Account.region.in_(regions) if regions else false()


def _found_by(typed: str) -> ColumnElement[bool]:
    if not typed:
        return true()
    own = aliased(Account)
    return Account.person_id.in_(
        select(Person.canonical_id).join(own, own.person_id == Person.id).where(_meant(own, typed))
    )


def _meant(own: type[Account], typed: str) -> ColumnElement[bool]:
    digits = re.sub(r"[^0-9]", "", typed)
    is_number = not re.search(r"[^\W\d_]|@", typed)
    if "@" in typed:
        return own.email == (normalise_email(typed) or "")
    if is_number:
        phone = normalise_phone(typed)
        return own.phone == phone if phone else _has_digits(own, digits)
    words = fold(typed).split()[:_MOST_WORDS]
    return and_(*(own.name_folded.contains(word, autoescape=True) for word in words)) if words else false()


def _has_digits(own: type[Account], digits: str) -> ColumnElement[bool]:
    return own.phone.contains(digits, autoescape=True) if len(digits) >= _LEAST_DIGITS else false()
