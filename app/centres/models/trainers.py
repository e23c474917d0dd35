"""The PIN with which a trainer confirms what they have watched."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii


class TrainerPin(HasId, Table):
    """A trainer's PIN: good only together with their own signed-in session. The latest counts."""

    __tablename__ = "centres_trainer_pin"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Trenerning tasdiqlash PIN-kodi: shifrlangan izi"),
            why=_l("Testni kim kuzatganini tasdiqlash"),
            keep=Keep.ACCOUNT,
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]
