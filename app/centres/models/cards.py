"""Cards of people who have neither telephone nor e-mail, and the door that a trainer holds open during a class."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

CARD = Pii(
    what=_l("Oʻquv kartangiz: kodi, rasmi va PIN-kodning shifrlangan izi"),
    why=_l("Telefon va e-pochtasiz kirishingiz"),
    keep=Keep.ACCOUNT,
)


class Card(HasId, Table):
    """A card that a person holds: its code is one thing, the PIN the other; neither opens anything alone.

    The PIN may be set anew. A new code is a new row, and the old one ends.
    """

    __tablename__ = "centres_card"
    __table_args__ = (UniqueConstraint("node_id", "code"),)
    __pii__: ClassVar = {"person_id": CARD, "code": CARD, "face": CARD, "pin_hash": CARD, "made_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    centre_id: Mapped[str] = mapped_column(String(36), index=True)
    """Where it was made: its trainers reset the PIN."""
    code: Mapped[str] = mapped_column(String(24), index=True)
    face: Mapped[str] = mapped_column(String(20))
    pin_hash: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(36))
    pin_set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Door(HasId, Table):
    """A trainer let the members of a meeting come in by picture and PIN, until the meeting ends."""

    __tablename__ = "centres_door"
    __pii__: ClassVar = {"opened_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    meeting_id: Mapped[str] = mapped_column(String(36), index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(String(36))
    closes_at: Mapped[datetime]
    """Brought forward when it is shut."""
