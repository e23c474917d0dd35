"""Reads about who learns in a group."""

from sqlalchemy import select

from app.accounts.models.people import Account, Person
from app.accounts.queries.people import ids_of
from app.centres.models.people import Departure, Membership, SignUp
from app.centres.types.people import CohortMember
from app.infra.database import count, db
from app.infra.traces import Rows, read_out, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.uzbek import sort_key


def list_members(cohort_id: str) -> list[CohortMember]:
    """Who learns in a group now, by name in the order of the alphabet; each once, whatever ids they have gone by."""
    gone = select(Departure.membership_id)
    rows = db.session.execute(
        select(Membership, Person.canonical_id, Account)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.person_id == Person.canonical_id)
        .where(Membership.cohort_id == cohort_id, Membership.id.not_in(gone))
        .order_by(Membership.joined_at, Membership.id)
    )
    found: dict[str, CohortMember] = {}
    for membership, person_id, account in rows:
        found.setdefault(
            person_id,
            CohortMember(
                membership_id=membership.id,
                person_id=person_id,
                name=account.name,
                phone=account.phone or "",
                has_login=bool(account.phone or account.email),
                joined_at=membership.joined_at,
            ),
        )
    return sorted(found.values(), key=lambda one: (sort_key(one.name), one.person_id))


def get_member(cohort_id: str, person_id: str) -> CohortMember:
    """A member of a group, by the id that they go by now. NotFoundError."""
    found = next((one for one in list_members(cohort_id) if one.person_id == person_id), None)
    if found is None:
        raise NotFoundError
    return found


def count_waiting(cohort_id: str) -> int:
    """How many wishes to come wait for an answer."""
    return count(SignUp, SignUp.cohort_id == cohort_id, SignUp.answer.is_(None))


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    found = read_out_room("centres", ids_of(person_id))
    mine = select(Membership.id).where(Membership.person_id.in_(ids_of(person_id)))
    wishes = read_out(SignUp, SignUp.membership_id.in_(mine))
    return found | {
        "centres_sign_up": wishes,
        "centres_departure": read_out(Departure, Departure.membership_id.in_(mine)),
    }
