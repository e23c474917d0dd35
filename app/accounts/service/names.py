"""Writes about the spelling of names: a trainer vouches, the owner confirms a second spelling, a change ends both."""

from flask import current_app
from sqlalchemy import update

from app.accounts.models.names import NameVouched, SecondName
from app.accounts.queries.names import find_naming
from app.accounts.queries.people import get_profile, ids_of, list_ids
from app.accounts.rules.names import is_second
from app.accounts.types import NameProof
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.kernel import clock
from app.kernel.errors import BadInputError, ConflictError, ForbiddenError


class NameChangedError(ConflictError):
    """The name is not what it was when it was compared."""


def vouch_name(person_id: str, name: str, *, centre: str, by: str) -> bool:
    """A trainer at this centre has compared this spelling with a document; False when that was known already.

    NotFoundError for a visitor, ForbiddenError for one's own name, NameChangedError.
    """
    if person_id in list_ids(by):
        raise ForbiddenError
    serialise(f"name {person_id}")
    if get_profile(person_id).name != name:
        raise NameChangedError
    known = find_naming(person_id, name)
    if known.proof is NameProof.TRAINER and known.proof_of == centre:
        return False
    add(
        NameVouched(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            name=name,
            proof=NameProof.TRAINER.value,
            proof_of=centre,
            vouched_by=by,
            vouched_at=clock.now(),
        )
    )
    record("accounts.name-vouched", actor_id=by, subject_id=person_id)
    return True


def confirm_second_name(person_id: str, second_name: str) -> None:
    """The owner says how their name is spelt in the other script. BadInputError when it is not in the other script."""
    serialise(f"name {person_id}")
    name = get_profile(person_id).name
    if not is_second(name, second_name):
        raise BadInputError({"second_name": "same-script"})
    if find_naming(person_id, name).second_name == second_name:
        return
    drop_second_name(person_id)
    add(
        SecondName(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            name=name,
            second_name=second_name,
            confirmed_at=clock.now(),
        )
    )


def drop_second_name(person_id: str) -> None:
    """From now on certificates carry the name in one script."""
    _end(SecondName, person_id)


def end_naming(person_id: str) -> None:
    """The name was changed: what was known of the old spelling is over, also when it comes back."""
    _end(NameVouched, person_id)
    _end(SecondName, person_id)


def _end(model: type[NameVouched | SecondName], person_id: str) -> None:
    theirs = model.person_id.in_(ids_of(person_id))
    db.session.execute(update(model).where(theirs, model.ended_at.is_(None)).values(ended_at=clock.now()))
