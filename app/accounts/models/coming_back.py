"""Tables of coming back: six words on paper, and codes of six digits that live a short while."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, LEARNER_ID, Keep, Pii


class ResumeCode(HasId, Table):
    """A person's six words. The words are derived from the site's key; only a keyed hash leads from them to the row."""

    __tablename__ = "accounts_resume_code"
    __pii__: ClassVar = {
        "person_id": LEARNER_ID,
        "code_hash": Pii(
            what=_l("Olti soʻzning shifrlangan izi"),
            why=_l("Boshqa telefonda natijalaringizga qaytishingiz"),
            keep=Keep.ACCOUNT,
        ),
    }

    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    number: Mapped[int]
    """Which code of this person it is, from 1: a new one gives other words."""
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AccessCode(HasId, Table):
    """A code of six digits with which a person sets a new password. Guesses are counted here, in no worker's memory."""

    __tablename__ = "accounts_access_code"
    __table_args__ = (Index("ix_accounts_access_code_live", "person_id", "used_at", "ended_at"),)
    __pii__: ClassVar = {
        "person_id": Pii(what=_l("Parolni tiklash uchun berilgan kod izi"), why=_l("Parolni tiklash"), keep=Keep.WEEK),
        "code_hash": Pii(what=_l("Parolni tiklash uchun berilgan kod izi"), why=_l("Parolni tiklash"), keep=Keep.WEEK),
        "issued_by": DEED_ID,
    }

    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    purpose: Mapped[str] = mapped_column(String(20))
    """How it reached the person, an `AccessPurpose`."""
    issued_by: Mapped[str | None] = mapped_column(String(36))
    """The member of staff who gave it; None for one that was sent."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When a newer code took its place."""
