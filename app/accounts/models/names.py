"""Facts about how a name is spelt: who compared it with a document, and how its owner writes it in the other script.

Each is bound to one exact spelling and ends when the name changes. No number of any document is ever kept.
"""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

COMPARED = Pii(
    what=_l("Ismingizni trener hujjat bilan solishtirgani (hujjat raqamisiz)"),
    why=_l("Sertifikatda ismni kim tasdiqlaganini yozish"),
    keep=Keep.ACCOUNT,
)
SPELT = Pii(
    what=_l("Ismingizning boshqa yozuvdagi shakli"), why=_l("Sertifikatga siz yozgandek yozish"), keep=Keep.ACCOUNT
)


class NameVouched(HasId, Table):
    """Somebody has compared a person's name, letter by letter, with a document."""

    __tablename__ = "accounts_name_vouched"
    __pii__: ClassVar = {"person_id": COMPARED, "name": COMPARED, "vouched_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    name: Mapped[str] = mapped_column(String(90))
    """The spelling that was compared: it is worth nothing for any other."""
    proof: Mapped[str] = mapped_column(String(20))
    """A `NameProof`."""
    proof_of: Mapped[str] = mapped_column(String(60))
    """The centre's name, or the identity provider's."""
    vouched_by: Mapped[str | None] = mapped_column(String(36))
    vouched_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When the name was changed."""


class SecondName(HasId, Table):
    """A person has said how their name is spelt in the other script."""

    __tablename__ = "accounts_second_name"
    __pii__: ClassVar = {"person_id": SPELT, "name": SPELT, "second_name": SPELT}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    name: Mapped[str] = mapped_column(String(90))
    """The spelling in the first script, at that time."""
    second_name: Mapped[str] = mapped_column(String(90))
    confirmed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was taken back, written anew, or the name was changed."""
