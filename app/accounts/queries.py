"""Reads about people."""

import csv
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sqlalchemy import BindParameter, ScalarSelect, bindparam, select

from app.accounts.models import Account, Person, RoleGrant, SignInTry, UserSession
from app.accounts.rules import display_phone
from app.accounts.types import Credentials, Place, Profile, Region, SessionFacts
from app.infra.database import db
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import RU, UZ_CYRL, Tag
from app.kernel.permissions import Grant, Role, Scope, ScopeKind
from app.kernel.uzbek import sort_key

DATA = Path(__file__).parent / "data"


def ids_of(person_id: str | BindParameter[str]) -> ScalarSelect[str]:
    """Every id that this person has gone by, from any one of them, as a subquery for `in_()`."""
    return select(Person.id).where(Person.canonical_id == _canonical(person_id)).scalar_subquery()


def _canonical(person_id: str | BindParameter[str]) -> ScalarSelect[str]:
    return select(Person.canonical_id).where(Person.id == person_id).scalar_subquery()


_SESSION = (
    select(
        UserSession.id,
        UserSession.ended_at,
        UserSession.expires_at,
        Person.canonical_id,
        Person.language,
        Account.name,
        Account.disabled_at,
        select(RoleGrant.id)
        .where(RoleGrant.person_id == Person.canonical_id, RoleGrant.revoked_at.is_(None))
        .exists()
        .label("has_grants"),
    )
    .join(Person, Person.id == UserSession.person_id)
    .outerjoin(Account, Account.person_id == Person.canonical_id)
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
    )


def list_grants(person_id: str) -> tuple[Grant, ...]:
    """The roles that a person holds now."""
    rows = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.revoked_at.is_(None)))
    return tuple(
        Grant(role=Role(row.role), scope=Scope(kind=ScopeKind(row.scope_kind), key=row.scope_key)) for row in rows
    )


def find_credentials(login: str) -> Credentials | None:
    """What to hold a password against, for a normalised phone or e-mail; None when nobody may sign in with it."""
    column = Account.email if "@" in login else Account.phone
    account = db.session.scalars(select(Account).where(column == login).order_by(Account.id).limit(1)).first()
    if account is None or account.disabled_at is not None:
        return None
    return Credentials(person_id=account.person_id, password_hash=account.password_hash)


def find_profile(person_id: str) -> Profile | None:
    """What a person told us, from any of their ids; None for a visitor."""
    row = db.session.execute(
        select(Account, Person)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id == _canonical(person_id))
    ).first()
    if row is None:
        return None
    account, person = row
    return Profile(
        person_id=account.person_id,
        name=account.name,
        login=display_phone(account.phone) if account.phone else account.email or "",
        region=account.region,
        district=account.district,
        language=Tag(person.language),
    )


def get_profile(person_id: str) -> Profile:
    """What a person told us; NotFoundError for a visitor."""
    profile = find_profile(person_id)
    if profile is None:
        raise NotFoundError
    return profile


def list_tries(login_hash: str, limit: int) -> list[SignInTry]:
    """The latest tries with this login, newest first."""
    query = select(SignInTry).where(SignInTry.login_hash == login_hash)
    return list(db.session.scalars(query.order_by(SignInTry.tried_at.desc(), SignInTry.id.desc()).limit(limit)))


@cache
def list_regions(tag: Tag) -> tuple[Region, ...]:
    """The regions of the country with their districts, named and sorted in this language."""
    column = {RU: "ru", UZ_CYRL: "uz_cyrl"}.get(tag, "uz_latn")
    with (DATA / "districts.csv").open(encoding="utf-8", newline="") as file:
        districts = list(csv.DictReader(file))
    regions = json.loads((DATA / "regions.json").read_text(encoding="utf-8"))
    named = [
        Region(
            key=region["iso"],
            name=region[column],
            districts=_sorted(
                Place(key=row["soato"], name=row[column]) for row in districts if row["region"] == region["iso"]
            ),
        )
        for region in regions
    ]
    return tuple(sorted(named, key=lambda region: sort_key(region.name)))


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: sort_key(place.name)))


def find_region_name(tag: Tag, region: str, district: str) -> tuple[str, str]:
    """The names of a region and of a district in it; empty where none was chosen."""
    found = next((one for one in list_regions(tag) if one.key == region), None)
    place = next((one for one in found.districts if one.key == district), None) if found else None
    return (found.name if found else "", place.name if place else "")


def region_of(district: str) -> str | None:
    """The region that a district lies in; None for an unknown district."""
    return _districts().get(district)


@cache
def _districts() -> dict[str, str]:
    with (DATA / "districts.csv").open(encoding="utf-8", newline="") as file:
        return {row["soato"]: row["region"] for row in csv.DictReader(file)}
