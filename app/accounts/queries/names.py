"""Reads about the spelling of names."""

from collections.abc import Collection

from sqlalchemy import select

from app.accounts.models.names import NameVouched, SecondName
from app.accounts.models.people import Person
from app.accounts.queries.people import ids_of
from app.accounts.types import NameProof, Naming
from app.infra.database import db


def find_naming(person_id: str, name: str) -> Naming:
    """What is known of this exact spelling of a person's name; nothing holds for any other."""
    vouched = db.session.scalars(
        select(NameVouched)
        .where(NameVouched.person_id.in_(ids_of(person_id)), NameVouched.name == name, NameVouched.ended_at.is_(None))
        .order_by(NameVouched.vouched_at.desc(), NameVouched.id.desc())
        .limit(1)
    ).first()
    second = db.session.scalars(
        select(SecondName.second_name)
        .where(SecondName.person_id.in_(ids_of(person_id)), SecondName.name == name, SecondName.ended_at.is_(None))
        .order_by(SecondName.confirmed_at.desc(), SecondName.id.desc())
        .limit(1)
    ).first()
    return Naming(
        second_name=second or "",
        proof=NameProof(vouched.proof) if vouched else None,
        proof_of=vouched.proof_of if vouched else "",
    )


def list_vouched(person_ids: Collection[str]) -> frozenset[tuple[str, str, str]]:
    """Which spellings of these people's names trainers have compared with a document: person, name, centre.

    People by the ids that they go by now; what was ended since is left out. One statement.
    """
    rows = db.session.execute(
        select(Person.canonical_id, NameVouched.name, NameVouched.proof_of)
        .join(Person, Person.id == NameVouched.person_id)
        .where(Person.canonical_id.in_(sorted(person_ids)), NameVouched.ended_at.is_(None))
        .where(NameVouched.proof == NameProof.TRAINER.value)
    )
    return frozenset((person_id, name, centre) for person_id, name, centre in rows)
