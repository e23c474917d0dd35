"""Making two accounts one person's, and telling them apart again, exactly.

Facts stay under the id with which they were written; only what an id goes by (`canonical_id`) changes. Both logins
still sign in. Roles work with the login that they were given to: those of the joined account sleep meanwhile.
"""

from flask import current_app
from sqlalchemy import select, update

from app.accounts.events import PersonsJoined
from app.accounts.models.merging import Merging, Unmerging
from app.accounts.models.people import Account, Joining, Person
from app.accounts.queries.merging import list_ids
from app.accounts.queries.people import ids_of
from app.accounts.service.disabling import OwnAccountError
from app.accounts.service.people import JOINING
from app.accounts.service.roles import demand_another_administrator
from app.accounts.service.sessions import end_sessions
from app.infra.audit import record
from app.infra.bus import announce
from app.infra.database import add, count, db, lock, serialise
from app.kernel import clock
from app.kernel.errors import ConflictError, NotFoundError


class OnePersonError(ConflictError):
    """Both are the same person already."""


class ClosedAccountError(ConflictError):
    """One of the two is closed, or has no account."""


class MergedFurtherError(ConflictError):
    """The two were joined to a third since: that must be undone first."""


def merge_accounts(person_id: str, other_id: str, *, by: str) -> str:
    """From now on `other_id` is `person_id`; the answer names the merging. Both sign in anew.

    NotFoundError, OnePersonError, OwnAccountError, ClosedAccountError, LastAdministratorError.
    """
    serialise(JOINING)
    person, other = _canonical(person_id), _canonical(other_id)
    if person == other:
        raise OnePersonError
    if by in {person, other}:
        raise OwnAccountError
    if not (_is_open(person) and _is_open(other)):
        raise ClosedAccountError
    demand_another_administrator(other)
    end_sessions(other)
    end_sessions(person)
    moved = list_ids(other)
    merging = add(
        Merging(
            node_id=current_app.config["NODE_ID"],
            person_id=person,
            other_id=other,
            moved_ids=moved,
            merged_at=clock.now(),
            merged_by=by,
        )
    )
    _point(moved, person)
    record("accounts.merged", actor_id=by, subject_id=person, other=other, merging=merging.id)
    announce(PersonsJoined(person_id=person, visitor_id=other))
    return merging.id


def unmerge_accounts(merging_id: str, *, by: str) -> None:
    """Every id that moved goes by what it went by before; the second time nothing happens.

    What a visitor did and brought along to the joined account's login since goes with that account. What was done by
    the person since the merging was written under `person_id` and stays there. NotFoundError, MergedFurtherError.
    """
    serialise(JOINING)
    merging = lock(Merging, merging_id)
    if merging is None:
        raise NotFoundError
    if count(Unmerging, Unmerging.merging_id == merging_id):
        return
    moved: list[str] = list(merging.moved_ids)
    rows = db.session.execute(select(Person.id, Person.canonical_id).where(Person.id.in_(moved)))
    now_by = {row.id: row.canonical_id for row in rows}
    if any(now_by.get(one) != merging.person_id for one in moved):
        raise MergedFurtherError
    end_sessions(merging.person_id)
    brought = select(Joining.visitor_id).where(Joining.person_id.in_(moved), Joining.joined_at >= merging.merged_at)
    here = select(Person.id).where(Person.id.in_(brought), Person.canonical_id == merging.person_id)
    _point([*moved, *db.session.scalars(here)], merging.other_id)
    node_id = current_app.config["NODE_ID"]
    add(Unmerging(node_id=node_id, merging_id=merging_id, undone_at=clock.now(), undone_by=by))
    record("accounts.unmerged", actor_id=by, subject_id=merging.person_id, other=merging.other_id, merging=merging_id)


def _point(ids: list[str], person_id: str) -> None:
    db.session.execute(update(Person).where(Person.id.in_(ids)).values(canonical_id=person_id))


def _canonical(person_id: str) -> str:
    person = lock(Person, person_id)
    if person is None:
        raise NotFoundError
    return person.canonical_id


def _is_open(person_id: str) -> bool:
    open_ones = count(Account, Account.person_id == person_id, Account.disabled_at.is_(None))
    closed = count(Account, Account.person_id.in_(ids_of(person_id)), Account.disabled_at.is_not(None))
    return bool(open_ones) and not closed
