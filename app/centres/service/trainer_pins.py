"""The PIN with which a trainer confirms what they have watched: set, and held by name while it is tried."""

from flask import current_app

from app.accounts.service.sessions import forgive_tries
from app.centres.models.trainers import TrainerPin
from app.infra.audit import record
from app.infra.database import add
from app.kernel import clock


def set_pin(person_id: str, pin_hash: str) -> None:
    """Keep a new PIN; the old one is good no longer, and wrong tries of before no longer count."""
    add(TrainerPin(node_id=current_app.config["NODE_ID"], person_id=person_id, pin_hash=pin_hash, set_at=clock.now()))
    forgive_tries(pin_login(person_id))
    record("centres.trainer-pin-set", actor_id=person_id, subject_id=person_id)


def pin_login(person_id: str) -> str:
    """The name under which tries of a trainer's PIN are counted."""
    return f"trainer-pin {person_id}"
