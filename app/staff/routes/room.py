"""The room's blueprint, and the person that its pages are about."""

import re

from flask import request

from app.accounts.queries.staff import find_card
from app.accounts.types import PersonCard
from app.kernel.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from app.kernel.ids import is_id
from app.kernel.permissions import Permission, Scope, ScopeKind, may
from app.web.room import Room, demand
from app.web.viewer import current_viewer

room = Room("staff", __name__)
room.template_folder = "../templates"

_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def get_person(person_id: str, permission: Permission) -> PersonCard:
    """A person within the viewer's reach, from any of their ids. NotFoundError for all others."""
    card = find_card(person_id) if is_id(person_id) else None
    if card is None:
        raise NotFoundError
    demand(permission, *places_of(card))
    return card


def get_somebody_else(person_id: str, permission: Permission) -> PersonCard:
    """A person within reach who is not the viewer. NotFoundError; ConflictError for an old id, ForbiddenError."""
    card = get_person(person_id, permission)
    if card.person_id != person_id:
        raise ConflictError
    if card.person_id == viewer_id():
        raise ForbiddenError
    return card


def places_of(card: PersonCard) -> tuple[Scope, ...]:
    """Where a person lies: in their region, if they named one."""
    return (Scope(kind=ScopeKind.REGION, key=card.region),) if card.region else ()


def may_about(card: PersonCard, permission: Permission) -> bool:
    """Whether the viewer has this permission over this person."""
    return may(current_viewer().grants, permission, *places_of(card))


def may_everywhere(permission: Permission) -> bool:
    """Whether the viewer has this permission for the whole site."""
    return may(current_viewer().grants, permission)


def viewer_id() -> str:
    """Who does it."""
    return str(current_viewer().person_id)


def asked_page() -> int:
    """The number of the page that is asked for, from 1. BadInputError for what is no plain number up to 9999."""
    typed = request.args.get("page", "1")
    if not _NUMBER.fullmatch(typed):
        raise BadInputError
    return int(typed)
