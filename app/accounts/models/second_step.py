"""Tables of the second step by which staff sign in."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii

HOLDER = Pii(
    what=_l("Xodimning ikkinchi tekshiruvi"), why=_l("Xodim nomidan boshqa odam kirmasligi"), keep=Keep.ACCOUNT
)


class SecondStep(HasId, Table):
    """What a person's codes of the moment are made from. The secret is sealed with a key outside of the database."""

    __tablename__ = "accounts_second_step"
    __pii__: ClassVar = {"person_id": HOLDER}

    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), unique=True)
    secret: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(default=0)
    """The half minute whose code was taken last; no code of that or an earlier one is taken again."""


class RecoveryCode(HasId, Table):
    """A code for the day on which the phone is lost; used once. Only its keyed hash is kept."""

    __tablename__ = "accounts_recovery_code"
    __pii__: ClassVar = {"person_id": HOLDER}

    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
