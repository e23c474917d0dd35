"""How somebody comes into a group: with an account that they have, or with one made for them here and now."""

from dataclasses import dataclass

from app.accounts.service.people import LoginTakenError
from app.accounts.types import ParentWord
from app.centres.models.people import Membership
from app.centres.queries.coming import find_owner
from app.centres.service.members import add_member, make_learner
from app.centres.types.people import MemberSource
from app.infra.database import db, serialise
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """All that is said of somebody who comes."""

    name: str
    phone: str | None
    language: Tag
    region: str
    district: str = ""
    parent: ParentWord | None = None
    """Who agreed for a person under 14."""
    owner_id: str | None = None
    """Whose account the telephone belongs to, once a trainer has said that it is them who came."""


def let_in(
    cohort_id: str, newcomer: Newcomer, source: MemberSource, *, by: str, membership_id: str | None = None
) -> str:
    """A member, under the id that was made where this was asked for: asked twice, it happens once. The id.

    LoginTakenError for a telephone of somebody else's account, also when that is closed; ClosedError, NoSeatsError.
    """
    serialise(f"cohort {cohort_id}")
    if membership_id and db.session.get(Membership, membership_id) is not None:
        return membership_id
    person_id = _owner(newcomer) if newcomer.owner_id else _made(newcomer)
    return add_member(cohort_id, person_id, source, by=by, membership_id=membership_id)


def _owner(newcomer: Newcomer) -> str:
    owner = find_owner(newcomer.phone or "")
    if owner is None or owner.is_closed or owner.person_id != newcomer.owner_id:
        raise LoginTakenError
    return owner.person_id


def _made(newcomer: Newcomer) -> str:
    if find_owner(newcomer.phone or "") is not None:
        raise LoginTakenError
    return make_learner(
        name=newcomer.name,
        phone=newcomer.phone,
        region=newcomer.region,
        district=newcomer.district,
        language=newcomer.language,
        parent=newcomer.parent,
    )
