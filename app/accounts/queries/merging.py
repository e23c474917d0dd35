"""Reads about accounts that were made one."""

from sqlalchemy import select

from app.accounts.models.merging import Merging, Unmerging
from app.accounts.models.people import Account, Person
from app.accounts.rules.logins import mask_login
from app.accounts.types import MergingFacts
from app.infra.database import db


def find_canonical(person_id: str) -> str | None:
    """The id that a person goes by, from any of theirs; None for an id that is nobody's."""
    return db.session.scalar(select(Person.canonical_id).where(Person.id == person_id))


def list_ids(person_id: str) -> list[str]:
    """Every id that goes by this one, oldest first."""
    return list(db.session.scalars(select(Person.id).where(Person.canonical_id == person_id).order_by(Person.id)))


def list_mergings(person_id: str) -> tuple[MergingFacts, ...]:
    """The accounts that were joined to this person and not told apart since, the latest first."""
    undone = select(Unmerging.merging_id).where(Unmerging.merging_id == Merging.id).exists()
    query = (
        select(Merging, Account)
        .outerjoin(Account, Account.person_id == Merging.other_id)
        .where(Merging.person_id == person_id, ~undone)
        .order_by(Merging.merged_at.desc(), Merging.id.desc())
    )
    return tuple(_facts(merging, account) for merging, account in db.session.execute(query))


def _facts(merging: Merging, account: Account | None) -> MergingFacts:
    return MergingFacts(
        id=merging.id,
        person_id=merging.person_id,
        other_id=merging.other_id,
        other_name=account.name if account else "",
        other_login=mask_login(account.phone, account.email) if account else "",
        moved_ids=tuple(merging.moved_ids),
        merged_at=merging.merged_at,
    )
