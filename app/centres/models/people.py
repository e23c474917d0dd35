"""Who learns in a group: members as facts, and wishes to come that wait for an answer."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

GROUPS = Pii(what=_l("Oʻquv guruhlaringiz"), why=_l("Darslar, davomat va sertifikatlarni yuritish"), keep=Keep.RECORD)
SIGNED_UP = Pii(
    what=_l("Guruhga yozilganda aytilgan ism, telefon va yosh"),
    why=_l("Sizni guruhga olish va dars kunini aytish"),
    keep=Keep.HALF_YEAR,
)


class Membership(HasId, Table):
    """A person joined a group. Rows are only added; coming again after leaving is another row."""

    __tablename__ = "centres_membership"
    __table_args__ = (Index("ix_centres_membership_cohort", "cohort_id", "person_id"),)
    __pii__: ClassVar = {"person_id": GROUPS, "added_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    cohort_id: Mapped[str] = mapped_column(String(36))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    source: Mapped[str] = mapped_column(String(20))
    """A `MemberSource`."""
    joined_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(36))


class Departure(HasId, Table):
    """A member left a group. Rows are only added."""

    __tablename__ = "centres_departure"
    __table_args__ = (UniqueConstraint("node_id", "membership_id"),)
    __pii__: ClassVar = {"removed_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    membership_id: Mapped[str] = mapped_column(String(36), index=True)
    left_at: Mapped[datetime]
    removed_by: Mapped[str] = mapped_column(String(36))


class SignUp(HasId, Table):
    """Somebody wants to join a group: a name, perhaps a telephone. Staff answer it once."""

    __tablename__ = "centres_sign_up"
    __table_args__ = (Index("ix_centres_sign_up_cohort", "cohort_id", "asked_at"),)
    __pii__: ClassVar = {
        "name": SIGNED_UP,
        "phone": SIGNED_UP,
        "is_child": SIGNED_UP,
        "sender": Pii(
            what=_l("Brauzeringizning bir kunlik belgisi"),
            why=_l("Guruhni yolgʻon yozilishlardan asrash"),
            keep=Keep.DAY,
        ),
        "answered_by": DEED_ID,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    cohort_id: Mapped[str] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(String(90))
    """Empty once its time is over."""
    phone: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(16))
    is_child: Mapped[bool]
    """Under 14: a parent's consent is recorded before an account is made."""
    sender: Mapped[str] = mapped_column(String(64))
    """A mark of the browser that it came from, another each day; empty once the day is over."""
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(20))
    """A `SignUpAnswer`; None while it waits."""
    membership_id: Mapped[str | None] = mapped_column(String(36))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(36))
