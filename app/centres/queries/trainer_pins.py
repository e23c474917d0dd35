"""Reads about trainers' PINs."""

from sqlalchemy import select

from app.centres.models.trainers import TrainerPin
from app.infra.database import db


def find_pin_hash(person_id: str) -> str | None:
    """What to hold a trainer's PIN against; None when they have set none under this very id."""
    query = select(TrainerPin.pin_hash).where(TrainerPin.person_id == person_id)
    return db.session.scalars(query.order_by(TrainerPin.set_at.desc(), TrainerPin.id.desc()).limit(1)).first()
