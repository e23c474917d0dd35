"""Reads about how people come into a group: by which way, whose a telephone is, who left, who waits."""

from collections.abc import Collection

from sqlalchemy import select

from app.accounts.models.people import Account, Person
from app.accounts.queries.staff import find_card
from app.centres.models.people import Departure, Membership, SignUp
from app.centres.models.rosters import GroupRoster
from app.centres.queries.members import list_members
from app.centres.types.people import MemberSource, PhoneOwner, Wish
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import Tag
from app.kernel.uzbek import sort_key


def list_sources(cohort_id: str) -> dict[str, MemberSource]:
    """How each membership of a group came about, by its id."""
    query = select(Membership.id, Membership.source).where(Membership.cohort_id == cohort_id)
    return {row.id: MemberSource(row.source) for row in db.session.execute(query)}


def list_owners(phones: Collection[str]) -> dict[str, PhoneOwner]:
    """The accounts that these normalised telephones belong to, each by the id that its owner goes by now."""
    query = select(Account.phone, Account.person_id).where(Account.phone.in_(phones)).order_by(Account.id)
    found: dict[str, PhoneOwner] = {}
    for phone, person_id in db.session.execute(query):
        card = find_card(person_id)
        if phone and card is not None and phone not in found:
            found[phone] = PhoneOwner(
                person_id=card.person_id,
                name=card.name,
                masked=card.masked_login,
                is_closed=card.disabled_at is not None,
            )
    return found


def find_owner(phone: str) -> PhoneOwner | None:
    """Whose account a normalised telephone belongs to; None for one that is nobody's."""
    return list_owners([phone]).get(phone) if phone else None


def list_departed(cohort_id: str) -> list[tuple[str, str]]:
    """Who was in a group and is not any more: id and name, by name."""
    here = {one.person_id for one in list_members(cohort_id)}
    query = (
        select(Person.canonical_id, Account.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Departure, Departure.membership_id == Membership.id)
        .join(Account, Account.person_id == Person.canonical_id)
        .where(Membership.cohort_id == cohort_id)
    )
    found = {row.canonical_id: row.name for row in db.session.execute(query) if row.canonical_id not in here}
    return sorted(found.items(), key=lambda one: (sort_key(one[1]), one[0]))


def list_wishes(cohort_id: str) -> list[Wish]:
    """The wishes to come that wait for an answer, the newest first."""
    query = select(SignUp).where(SignUp.cohort_id == cohort_id, SignUp.answer.is_(None), SignUp.name != "")
    return [_wish(row) for row in db.session.scalars(query.order_by(SignUp.asked_at.desc(), SignUp.id.desc()))]


def get_wish(cohort_id: str, wish_id: str) -> SignUp:
    """A wish to come into this group, answered or not. NotFoundError."""
    row = db.session.get(SignUp, wish_id) if is_id(wish_id) else None
    if row is None or row.cohort_id != cohort_id:
        raise NotFoundError
    return row


def get_roster(cohort_id: str, roster_id: str) -> GroupRoster:
    """A list that was brought for this group. NotFoundError."""
    row = db.session.get(GroupRoster, roster_id) if is_id(roster_id) else None
    if row is None or row.cohort_id != cohort_id:
        raise NotFoundError
    return row


def _wish(row: SignUp) -> Wish:
    return Wish(
        id=row.id,
        name=row.name,
        phone=row.phone or "",
        language=Tag(row.language),
        is_child=row.is_child,
        asked_at=row.asked_at,
    )
