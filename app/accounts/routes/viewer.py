"""Who is behind a request, from its session."""

from flask import Request

from app.accounts.queries.roles import list_grants
from app.accounts.queries.sessions import find_session
from app.accounts.routes.arrival import this_browser
from app.accounts.service.people import add_person
from app.accounts.service.sessions import hash_token, open_session
from app.accounts.types import Way
from app.kernel.locale import Tag
from app.web import cookies
from app.web.viewer import Viewer


def find_viewer(asked: Request) -> Viewer | None:
    """The person whose session this request carries; None for a stranger."""
    token = asked.cookies.get(cookies.session_name())
    facts = find_session(hash_token(token)) if token else None
    if facts is None:
        return None
    if not facts.is_live:
        return Viewer(has_dead_session=facts.has_account)
    return Viewer(
        person_id=facts.person_id,
        session_id=facts.session_id,
        is_signed_in=facts.has_account,
        name=facts.name,
        language=facts.language,
        grants=list_grants(facts.person_id) if facts.has_grants and facts.way is Way.PASSWORD else (),
        password_at=facts.password_at,
        face=facts.face,
        shown_name=facts.shown_name,
    )


def add_visitor(language: Tag) -> tuple[str, str]:
    """A new person without an account, and the token of their session."""
    person = add_person(language)
    return person.id, open_session(person.id, Way.VISIT, browser=this_browser())
