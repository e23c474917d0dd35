"""Who is behind a request, from its session."""

from datetime import timedelta

from flask import Request

from app.accounts.queries.people import find_profile
from app.accounts.queries.roles import list_grants
from app.accounts.queries.sessions import find_session
from app.accounts.routes.arrival import this_browser
from app.accounts.service.people import add_person
from app.accounts.service.sessions import hash_token, open_session
from app.accounts.types import SessionFacts, Way
from app.kernel import clock
from app.kernel.locale import Tag
from app.kernel.permissions import STAFF, Permission, may
from app.web import cookies, seen
from app.web.viewer import Viewer, Watching


def find_viewer(asked: Request) -> Viewer | None:
    """The person whose session this request carries; None for a stranger."""
    token = asked.cookies.get(cookies.session_name())
    facts = find_session(hash_token(token)) if token else None
    if facts is None:
        return None
    if not facts.is_live or _is_idle(facts):
        return Viewer(has_dead_session=facts.has_account, door=facts.door)
    grants = list_grants(facts.person_id) if facts.has_grants and facts.way is Way.PASSWORD else ()
    is_awake = facts.proved_at is not None or not any(grant.role in STAFF for grant in grants)
    if facts.viewed_id is not None and is_awake and may(grants, Permission.MANAGE_PEOPLE):
        return _through_the_eyes_of(facts.viewed_id, facts)
    return Viewer(
        person_id=facts.person_id,
        session_id=facts.session_id,
        is_signed_in=facts.has_account,
        name=facts.name,
        language=facts.language,
        grants=grants if is_awake else (),
        held=() if is_awake else grants,
        password_at=facts.password_at,
        face=facts.face,
        shown_name=facts.shown_name,
        door=facts.door,
        is_by_card=facts.way is Way.CARD,
    )


def _is_idle(facts: SessionFacts) -> bool:
    """Whether nobody has touched a class computer for so long that its session is over; if not, it was touched now."""
    if facts.idle_minutes is None:
        return False
    touched_at = max(seen.seen_at(facts.session_id) or facts.created_at, facts.created_at)
    if clock.now() - touched_at > timedelta(minutes=facts.idle_minutes):
        return True
    seen.note(facts.session_id)
    return False


def _through_the_eyes_of(person_id: str, facts: SessionFacts) -> Viewer:
    """Another person as they see the site, without any role: what staff see is not shown in their name."""
    profile = find_profile(person_id)
    until = facts.viewed_until or clock.now()
    return Viewer(
        person_id=profile.person_id if profile else person_id,
        session_id=facts.session_id,
        is_signed_in=profile is not None,
        name=profile.name if profile else "",
        language=facts.language,
        watching=Watching(watcher_id=facts.person_id, until=until, is_over=until <= clock.now()),
    )


def add_visitor(language: Tag) -> tuple[str, str]:
    """A new person without an account, and the token of their session."""
    person = add_person(language)
    return person.id, open_session(person.id, Way.VISIT, browser=this_browser())
