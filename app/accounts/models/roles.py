"""Who may do what, where."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii

DUTY = Pii(
    what=_l("Saytdagi vazifangiz (trener, administrator va boshqalar): kimga va kim bergani"),
    why=_l("Kim nima qilgani uchun javob berishi"),
    keep=Keep.PROOF,
)


class RoleGrant(HasId, Table):
    """A role that a person holds in a scope."""

    __tablename__ = "accounts_role_grant"
    __pii__: ClassVar = {"person_id": DUTY, "granted_by": DUTY}

    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    scope_kind: Mapped[str] = mapped_column(String(20))
    scope_key: Mapped[str] = mapped_column(String(80), default="")
    granted_at: Mapped[datetime]
    granted_by: Mapped[str | None] = mapped_column(String(36))
    ends_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
