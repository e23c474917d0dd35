"""Reads about phones that several people share."""

from sqlalchemy import Select, select

from app.accounts.models.people import Person
from app.accounts.models.phones import Device, DeviceMember
from app.accounts.models.sessions import UserSession
from app.accounts.queries.people import ids_of
from app.accounts.types import Member
from app.infra.database import db
from app.kernel import clock
from app.kernel.errors import NotFoundError


def find_device(token_hash: str) -> str | None:
    """The id of the phone with this cookie; None when we do not know it, or its year is over."""
    query = select(Device.id).where(Device.token_hash == token_hash, Device.expires_at > clock.now())
    return db.session.scalars(query).first()


def list_members(device_id: str) -> tuple[Member, ...]:
    """Who learns on this phone, in the order in which they came."""
    rows = db.session.execute(_members().where(DeviceMember.device_id == device_id).order_by(DeviceMember.id))
    return tuple(_member(member, canonical_id) for member, canonical_id in rows)


def get_member(device_id: str, member_id: str) -> Member:
    """Somebody who learns on this phone; NotFoundError for anybody else."""
    found = next((one for one in list_members(device_id) if one.id == member_id), None)
    if found is None:
        raise NotFoundError
    return found


def find_member(device_id: str, person_id: str) -> Member | None:
    """This person as one of those who learn on this phone."""
    return next((one for one in list_members(device_id) if one.person_id == person_id), None)


def find_member_of_session(session_id: str | None) -> Member | None:
    """As whom a session is on a shared phone; None for an ordinary one."""
    query = _members().join(UserSession, UserSession.member_id == DeviceMember.id).where(UserSession.id == session_id)
    row = db.session.execute(query).first()
    return _member(*row) if row else None


def list_memberships(person_id: str) -> tuple[Member, ...]:
    """A person on all the phones that they share."""
    rows = db.session.execute(_members().where(DeviceMember.person_id.in_(ids_of(person_id))))
    return tuple(_member(member, canonical_id) for member, canonical_id in rows)


def _members() -> Select[DeviceMember, str]:
    joined = select(DeviceMember, Person.canonical_id).join(Person, Person.id == DeviceMember.person_id)
    return joined.where(DeviceMember.removed_at.is_(None))


def _member(row: DeviceMember, canonical_id: str) -> Member:
    return Member(
        id=row.id,
        device_id=row.device_id,
        person_id=canonical_id,
        shown_name=row.shown_name,
        face=row.face,
        pin_hash=row.pin_hash,
    )
