"""Phones that several people share: who learns there, and with which PIN."""

import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, update

from app.accounts.models.phones import Device, DeviceMember
from app.accounts.models.sessions import UserSession
from app.accounts.queries.phones import list_members, list_memberships
from app.accounts.service.sessions import forgive_tries, hash_token
from app.accounts.types import Way
from app.infra.database import add, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import ConflictError

DEVICE_LIVES = timedelta(days=365)
MOST_MEMBERS = 12
"""As many as there are faces."""


class FaceTakenError(ConflictError):
    """Somebody else on this phone has this face."""


def add_device() -> tuple[str, str]:
    """A phone that will be shared: its id, and its token, which is never kept."""
    token = secrets.token_urlsafe(24)
    now = clock.now()
    device = add(Device(token_hash=hash_token(token), made_at=now, expires_at=now + DEVICE_LIVES))
    return device.id, token


def keep_device(device_id: str) -> None:
    """Somebody came in on this phone: its year begins anew."""
    device = lock(Device, device_id)
    if device is not None:
        device.expires_at = clock.now() + DEVICE_LIVES


def add_member(device_id: str, person_id: str, *, shown_name: str, face: str, pin_hash: str) -> str:
    """Somebody learns on this phone from now on. The answer is the member's id. FaceTakenError."""
    serialise(f"device {device_id}")
    members = list_members(device_id)
    if face in {one.face for one in members} or len(members) >= MOST_MEMBERS:
        raise FaceTakenError
    return add(
        DeviceMember(
            device_id=device_id,
            person_id=person_id,
            shown_name=shown_name,
            face=face,
            pin_hash=pin_hash,
            added_at=clock.now(),
        )
    ).id


def set_pin(member_id: str, pin_hash: str) -> None:
    """Keep a new PIN; wrong tries of before no longer count, and other sessions that came in with the old one end."""
    row = lock(DeviceMember, member_id)
    if row is None:
        return
    row.pin_hash = pin_hash
    forgive_tries(pin_login(member_id))
    _end_sessions_of(member_id, UserSession.way == Way.PIN.value)


def show_as(session_id: str, member_id: str) -> None:
    """From now on this session shows whose it is on the shared phone."""
    session = lock(UserSession, session_id)
    if session is not None:
        session.member_id = member_id


def remove_member(member_id: str) -> None:
    """Somebody no longer learns on this phone: the PIN is good no longer, and sessions with this face end."""
    row = lock(DeviceMember, member_id)
    if row is not None and row.removed_at is None:
        row.removed_at = clock.now()
    _end_sessions_of(member_id)


def _end_sessions_of(member_id: str, *conditions: ColumnElement[bool]) -> None:
    live = update(UserSession).where(UserSession.member_id == member_id, UserSession.ended_at.is_(None), *conditions)
    db.session.execute(live.values(ended_at=clock.now()), execution_options={"synchronize_session": False})


def leave_phones(person_id: str, *, but_device: str | None) -> None:
    """Take a person off every shared phone, but not off this one."""
    for member in list_memberships(person_id):
        if member.device_id != but_device:
            remove_member(member.id)


def pin_login(member_id: str) -> str:
    """The name under which tries of a PIN are counted."""
    return f"pin {member_id}"
