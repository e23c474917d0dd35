"""Erasing a person, and letting go of what was kept for a time."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from app.accounts.models.people import Account, Person
from app.accounts.models.rosters import RosterLine
from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.service.sessions import hash_login
from app.infra.database import add, db
from app.infra.personal import SPANS, Keep
from app.infra.retention import Purge, rows_gone
from app.infra.traces import erase_in_room


def list_addresses(person_id: str) -> tuple[str, ...]:
    """The phone and the e-mail of this id's account."""
    found = db.session.execute(select(Account.phone, Account.email).where(Account.person_id == person_id)).all()
    return tuple(address for row in found for address in row if address)


def is_known(person_id: str) -> bool:
    """Whether somebody goes, or went, by this id here."""
    return db.session.get(Person, person_id) is not None


def erase_person(person_id: str, tombstone_id: str) -> None:
    """Take away all that this room knows of an id; what must stay stands under `tombstone_id` from now on."""
    person = db.session.get_one(Person, person_id)
    tombstone = Person(
        id=tombstone_id,
        node_id=person.node_id,
        created_at=person.created_at,
        language=person.language,
        canonical_id=person.canonical_id,
    )
    add(tombstone)
    addresses = list_addresses(person_id)
    db.session.execute(delete(RosterLine).where(RosterLine.login.in_(addresses)))
    logins = [hash_login(address) for address in addresses]
    db.session.execute(delete(SignInTry).where(SignInTry.login_hash.in_(logins)))
    erase_in_room("accounts", person_id, tombstone_id)
    db.session.execute(delete(Person).where(Person.id == person_id))
    db.session.expire_all()


def forget_sessions(now: datetime) -> int:
    """Sessions that are over for good; one lives 180 days."""
    return rows_gone(delete(UserSession).where(UserSession.expires_at < now))


def forget_tries(now: datetime) -> int:
    """Tries to sign in from more than a week ago."""
    return rows_gone(delete(SignInTry).where(SignInTry.tried_at < now - SPANS[Keep.WEEK]))


PURGES: Mapping[str, Purge] = {"accounts_session": forget_sessions, "accounts_sign_in_try": forget_tries}
