"""Erasing a person, and letting go of what was kept for a time."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Text, cast, delete, or_, select, update

from app.accounts.models.coming_back import AccessCode
from app.accounts.models.merging import Merging
from app.accounts.models.people import Account, Person
from app.accounts.models.phones import Device, DeviceMember
from app.accounts.models.rosters import RosterLine
from app.accounts.models.sessions import SignInTry, UserSession
from app.accounts.models.telegram import TelegramTicket
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
    for merging in db.session.scalars(select(Merging).where(cast(Merging.moved_ids, Text).contains(person_id))):
        merging.moved_ids = [tombstone_id if one == person_id else one for one in merging.moved_ids]
    erase_in_room("accounts", person_id, tombstone_id)
    db.session.execute(delete(Person).where(Person.id == person_id))
    db.session.expire_all()


def forget_sessions(now: datetime) -> int:
    """Sessions that are over for good; one lives 180 days."""
    return rows_gone(delete(UserSession).where(UserSession.expires_at < now))


def forget_tries(now: datetime) -> int:
    """Tries to sign in from more than a week ago."""
    return rows_gone(delete(SignInTry).where(SignInTry.tried_at < now - SPANS[Keep.WEEK]))


def forget_codes(now: datetime) -> int:
    """Codes for a new password that were made more than a week ago."""
    return rows_gone(delete(AccessCode).where(AccessCode.made_at < now - SPANS[Keep.WEEK]))


def forget_tickets(now: datetime) -> int:
    """Links to a Telegram chat that are over since yesterday."""
    return rows_gone(delete(TelegramTicket).where(TelegramTicket.expires_at < now - SPANS[Keep.DAY]))


def forget_members(now: datetime) -> int:
    """Faces of phones whose mark is over, and faces that were taken off a phone a year ago."""
    phones = select(Device.id).where(Device.expires_at < now)
    is_over = or_(DeviceMember.device_id.in_(phones), DeviceMember.removed_at < now - SPANS[Keep.YEAR])
    gone = select(DeviceMember.id).where(is_over)
    db.session.execute(update(UserSession).where(UserSession.member_id.in_(gone)).values(member_id=None))
    return rows_gone(delete(DeviceMember).where(is_over))


PURGES: Mapping[str, Purge] = {
    "accounts_session": forget_sessions,
    "accounts_sign_in_try": forget_tries,
    "accounts_access_code": forget_codes,
    "accounts_telegram_ticket": forget_tickets,
    "accounts_device_member": forget_members,
}
