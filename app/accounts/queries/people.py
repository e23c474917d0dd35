"""Reads about people."""

from collections.abc import Collection

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models.people import Account, Person
from app.accounts.models.sessions import UserSession
from app.accounts.models.telegram import TelegramChat
from app.accounts.rules.logins import display_phone
from app.accounts.types import Address, Credentials, Profile
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Scope, ScopeKind

AT_ONCE = 1000
"""Ids in one question."""


def ids_of(person_id: str | BindParameter[str]) -> ScalarSelect[str]:
    """Every id that this person has gone by, from any one of them, as a subquery for `in_()`."""
    return select(Person.id).where(Person.canonical_id == _canonical(person_id)).scalar_subquery()


def _canonical(person_id: str | BindParameter[str]) -> ScalarSelect[str]:
    return select(Person.canonical_id).where(Person.id == person_id).scalar_subquery()


def list_ids(person_id: str) -> tuple[str, ...]:
    """Every id that this person has gone by, from any one of them; none for an id that we do not know."""
    return tuple(db.session.scalars(select(Person.id).where(Person.id.in_(ids_of(person_id))).order_by(Person.id)))


def list_canonical(person_ids: Collection[str]) -> dict[str, str]:
    """The id that each of these people goes by now, by the id that was asked for; ids that nobody has are absent."""
    found: dict[str, str] = {}
    asked = sorted(person_ids)
    for start in range(0, len(asked), AT_ONCE):
        query = select(Person.id, Person.canonical_id).where(Person.id.in_(asked[start : start + AT_ONCE]))
        found.update({row.id: row.canonical_id for row in db.session.execute(query)})
    return found


def list_names(person_ids: Collection[str]) -> dict[str, str]:
    """What the accounts of these people are called, by the id that was asked for; people without one are absent."""
    query = select(Person.id, Account.name).join(Account, Account.person_id == Person.canonical_id)
    rows = db.session.execute(query.where(Person.id.in_(sorted(person_ids)))) if person_ids else ()
    return {row[0]: row[1] for row in rows}


def find_language(person_id: str) -> Tag | None:
    """The language that a person reads."""
    language = db.session.scalars(select(Person.language).where(Person.id == person_id)).first()
    return Tag(language) if language else None


def find_credentials(login: str) -> Credentials | None:
    """What to hold a password against, for a normalised phone or e-mail; None when nobody may sign in with it."""
    column = Account.email if "@" in login else Account.phone
    account = db.session.scalars(select(Account).where(column == login).order_by(Account.id).limit(1)).first()
    if account is None or account.disabled_at is not None:
        return None
    return Credentials(person_id=account.person_id, login=login, password_hash=account.password_hash)


def find_address(person_id: str) -> Address | None:
    """Where messages to a person go, and in which language; None when they have no account that is open."""
    row = db.session.execute(
        select(Account, Person.language)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id == person_id, Account.disabled_at.is_(None))
    ).first()
    if row is None:
        return None
    account, language = row
    return Address(person_id=person_id, login=account.phone or account.email or "", language=Tag(language))


def is_chat_of(person_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether a Telegram chat belongs to the person that goes by this column of an account, under any of their ids."""
    mine = aliased(Person)
    ids = select(mine.id).where(mine.canonical_id == person_id).correlate(Account)
    return TelegramChat.person_id.in_(ids.scalar_subquery())


def get_credentials_of(person_id: str) -> Credentials:
    """What to hold a person's password against when they are in already. NotFoundError for a visitor."""
    account = db.session.scalars(select(Account).where(Account.person_id == person_id)).first()
    if account is None:
        raise NotFoundError
    return Credentials(
        person_id=person_id, login=account.phone or account.email or "", password_hash=account.password_hash
    )


def get_credentials_behind(session_id: str) -> Credentials:
    """What to hold a password against in this session: that of the login it began with. NotFoundError for a visitor.

    Two accounts that were merged keep their logins and their passwords.
    """
    query = (
        select(Account)
        .join(Person, or_(Account.person_id == Person.id, Account.person_id == Person.canonical_id))
        .join(UserSession, UserSession.person_id == Person.id)
        .where(UserSession.id == session_id)
        .order_by(Account.person_id != UserSession.person_id)
    )
    account = db.session.scalars(query.limit(1)).first()
    if account is None:
        raise NotFoundError
    return Credentials(
        person_id=account.person_id, login=account.phone or account.email or "", password_hash=account.password_hash
    )


def find_canonical_id(person_id: str) -> str | None:
    """The id that somebody goes by now; None when nobody has this id, or their account is disabled."""
    row = db.session.execute(
        select(Person.canonical_id, Account.disabled_at)
        .outerjoin(Account, Account.person_id == Person.canonical_id)
        .where(Person.id == person_id)
    ).first()
    return row.canonical_id if row and row.disabled_at is None else None


def find_profile(person_id: str) -> Profile | None:
    """What a person told us, from any of their ids; None for a visitor."""
    has_telegram = exists().where(is_chat_of(Account.person_id), TelegramChat.ended_at.is_(None))
    row = db.session.execute(
        select(Account, Person, has_telegram)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id == _canonical(person_id))
    ).first()
    if row is None:
        return None
    account, person, is_bound = row
    return Profile(
        person_id=account.person_id,
        name=account.name,
        login=display_phone(account.phone) if account.phone else account.email or "",
        region=account.region,
        district=account.district,
        language=Tag(person.language),
        has_telegram=is_bound,
    )


def places_of(person_id: str) -> tuple[Scope, ...]:
    """The places that a person lies in, for `demand`: their region, if they told it. NotFoundError for a visitor."""
    region = get_profile(person_id).region
    return (Scope(kind=ScopeKind.REGION, key=region),) if region else ()


def get_profile(person_id: str) -> Profile:
    """What a person told us; NotFoundError for a visitor."""
    profile = find_profile(person_id)
    if profile is None:
        raise NotFoundError
    return profile
