"""Writes about who learns in a group."""

from flask import current_app
from sqlalchemy import select, update

from app.accounts.queries.people import ids_of
from app.accounts.service.people import open_account
from app.accounts.types import ParentWord
from app.centres.models.people import Departure, Membership, SignUp
from app.centres.queries.members import get_member, list_members
from app.centres.queries.places import get_cohort
from app.centres.types.people import MemberSource
from app.centres.types.places import ClosedError, NoSeatsError
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.infra.traces import erase_in_room
from app.kernel import clock
from app.kernel.ids import new_id
from app.kernel.locale import Tag

NO_PASSWORD = "!"  # noqa: S105 - no hash begins so: nobody signs in with a password until they set one


def add_member(
    cohort_id: str, person_id: str, source: MemberSource, *, by: str, membership_id: str | None = None
) -> str:
    """Let a person learn in a group: the id of the membership, the old one if there is one. ClosedError, NoSeatsError.

    `person_id` is the id that they go by now; `membership_id` was made where it was asked for, if it was.
    """
    serialise(f"cohort {cohort_id}")
    cohort, members = get_cohort(cohort_id), list_members(cohort_id)
    known = next((one for one in members if one.person_id == person_id), None)
    if known is not None:
        return known.membership_id
    if cohort.is_closed:
        raise ClosedError
    if len(members) >= cohort.seats:
        raise NoSeatsError
    membership = Membership(
        id=membership_id or new_id(),
        node_id=current_app.config["NODE_ID"],
        cohort_id=cohort_id,
        person_id=person_id,
        source=source.value,
        joined_at=clock.now(),
        added_by=by,
    )
    add(membership)
    record("centres.member-added", actor_id=by, subject_id=person_id, cohort=cohort_id)
    return membership.id


def make_learner(
    *, name: str, phone: str | None, region: str, district: str, language: Tag, parent: ParentWord | None = None
) -> str:
    """An account for somebody who came without one: a name, perhaps a telephone, no password; the person's id.

    LoginTakenError. Whether they agree to the privacy notice is asked when they first come in themselves; for a person
    under 14 `parent` has agreed.
    """
    return open_account(
        None,
        name=name,
        phone=phone,
        email=None,
        password_hash=NO_PASSWORD,
        region=region,
        district=district,
        language=language,
        parent=parent,
        has_agreed=parent is not None,
    ).person_id


def remove_member(cohort_id: str, person_id: str, *, by: str) -> None:
    """A member leaves a group, whichever of their ids came into it; what they did stays. NotFoundError."""
    serialise(f"cohort {cohort_id}")
    get_member(cohort_id, person_id)
    gone = select(Departure.membership_id)
    mine = select(Membership.id).where(
        Membership.cohort_id == cohort_id, Membership.person_id.in_(ids_of(person_id)), Membership.id.not_in(gone)
    )
    for membership_id in db.session.scalars(mine.order_by(Membership.id)).all():
        node_id = current_app.config["NODE_ID"]
        add(Departure(node_id=node_id, membership_id=membership_id, left_at=clock.now(), removed_by=by))
    record("centres.member-removed", actor_id=by, subject_id=person_id, cohort=cohort_id)


def erase_person(old_id: str, new_id: str) -> None:
    """Let an id that leads to nobody take the place of a person's, and take their wishes to come away."""
    mine = select(Membership.id).where(Membership.person_id == old_id)
    db.session.execute(update(SignUp).where(SignUp.membership_id.in_(mine)).values(name="", phone=None))
    erase_in_room("centres", old_id, new_id)
