"""What every way in has in common: the old session ends, a new one begins, on a shared phone with the person's face."""

from flask import g, request

from app.accounts.queries.phones import find_device, find_member
from app.accounts.rules.browsers import name_browser
from app.accounts.service.people import join_visitor
from app.accounts.service.phones import keep_device, pin_login
from app.accounts.service.sessions import end_session, forgive_tries, hash_token, open_session
from app.accounts.types import Way
from app.web import cookies
from app.web.viewer import current_viewer


def arrive(person_id: str, way: Way, *, bring: bool = False) -> None:
    """Let this browser in as this person, in the open transaction; `bring` what a visitor did on it before."""
    viewer = current_viewer()
    if bring and can_bring():
        join_visitor(str(viewer.person_id), person_id)
    if viewer.session_id:
        end_session(viewer.session_id)
    g.fresh_session = open_session(person_id, way, browser=this_browser(), member_id=_member_here(person_id))


def _member_here(person_id: str) -> str | None:
    """As whom this person is on this phone, if it is shared; coming in opens the PIN again."""
    device_id = this_device()
    member = find_member(device_id, person_id) if device_id else None
    if device_id is None or member is None:
        return None
    keep_device(device_id)
    forgive_tries(pin_login(member.id))
    return member.id


def can_bring() -> bool:
    """Whether a visitor learned on this browser who may turn out to be the one who comes in now.

    Whoever has a face on a shared phone is somebody else.
    """
    viewer = current_viewer()
    return viewer.person_id is not None and not viewer.is_signed_in and not viewer.shown_name


def this_browser() -> str:
    """A coarse word for the browser behind this request."""
    return name_browser(request.headers.get("User-Agent", ""))


def this_device() -> str | None:
    """The id of this phone, if people share it."""
    token = cookies.read(cookies.phone_name())
    return find_device(hash_token(token)) if token else None
