"""Members of a group who may be one person, and those who were found to be."""

from itertools import combinations

from sqlalchemy import false, or_, select, true

from app.accounts.models.merging import Merging, Unmerging
from app.accounts.models.people import Account
from app.accounts.queries.roles import list_grants_of
from app.centres.models.people import Membership
from app.centres.queries.members import list_members
from app.centres.rules.names import name_key
from app.centres.types.people import CohortMember, JoinedTwin, Twins
from app.infra.database import db


def list_twins(cohort_id: str) -> list[Twins]:
    """Pairs with the same telephone or the same name in whatever spelling, in the order of their names."""
    members = list_members(cohort_id)
    keys = {one.person_id: name_key(one.name) for one in members}
    return [
        as_twins(one, other)
        for one, other in combinations(members, 2)
        if keys[one.person_id] == keys[other.person_id] or (one.phone and one.phone == other.phone)
    ]


def as_twins(one: CohortMember, other: CohortMember) -> Twins:
    """Who of two members stays: who signs in by themselves, or who was there first."""
    stays, joined = sorted((one, other), key=lambda each: (not each.has_login, each.joined_at, each.person_id))
    grants = list_grants_of([stays.person_id, joined.person_id])
    return Twins(stays=stays, joined=joined, is_for_administrator=joined.has_login or bool(grants))


def list_joined(cohort_id: str, *, with_parted: bool = False) -> list[JoinedTwin]:
    """Who was joined to a member and can be told apart again by a trainer: an account without a login of its own.

    `with_parted`: those too who were told apart since.
    """
    members = {one.person_id: one.name for one in list_members(cohort_id)}
    undone = select(Unmerging.merging_id).where(Unmerging.merging_id == Merging.id).exists()
    came = (
        select(Membership.id)
        .where(Membership.cohort_id == cohort_id, Membership.person_id == Merging.other_id)
        .exists()
    )
    query = (
        select(Merging, Account.name)
        .join(Account, Account.person_id == Merging.other_id)
        .where(
            Merging.person_id.in_(members),
            or_(~undone, true() if with_parted else false()),
            came,
            Account.phone.is_(None),
            Account.email.is_(None),
        )
        .order_by(Merging.merged_at.desc(), Merging.id.desc())
    )
    return [
        JoinedTwin(
            merging_id=merging.id,
            person_id=merging.person_id,
            name=members[merging.person_id],
            other_name=name,
            joined_at=merging.merged_at,
        )
        for merging, name in db.session.execute(query)
    ]
