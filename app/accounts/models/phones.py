"""Tables of phones that several people share: faces, names, PINs."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii

SHARES = Pii(what=_l("Umumiy telefondagi ism va rasm"), why=_l("Telefonda oʻzingizni tanlashingiz"), keep=Keep.YEAR)


class Device(HasId, Table):
    """A phone that several people share. Its cookie is random and kept as a hash."""

    __tablename__ = "accounts_device"
    __pii__: ClassVar = {}

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class DeviceMember(HasId, Table):
    """Somebody who learns on a shared phone. The PIN is good there and nowhere else."""

    __tablename__ = "accounts_device_member"
    __pii__: ClassVar = {
        "person_id": SHARES,
        "shown_name": SHARES,
        "face": SHARES,
        "pin_hash": Pii(
            what=_l("PIN-kodning shifrlangan izi"), why=_l("Telefonda oʻzingizni tanlashingiz"), keep=Keep.YEAR
        ),
    }

    device_id: Mapped[str] = mapped_column(ForeignKey("accounts_device.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    shown_name: Mapped[str] = mapped_column(String(30))
    face: Mapped[str] = mapped_column(String(20))
    pin_hash: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
