"""Tables of people. A person is an id; a name, a phone and a password come with an account, if ever."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.infra.database import HasId, Table
from app.infra.personal import LEARNER_ID, Keep, Pii
from app.kernel.uzbek import fold

SIGNS_IN = Pii(what=_l("Telefon yoki e-pochta"), why=_l("Saytga kirish va siz bilan bogʻlanish"), keep=Keep.ACCOUNT)
NAME = Pii(what=_l("Ism"), why=_l("Sizga murojaat qilish va sertifikatga yozish"), keep=Keep.ACCOUNT)
LIVES_IN = Pii(what=_l("Hudud"), why=_l("Umumiy hisobot, kamida oʻn kishilik guruhlar"), keep=Keep.ACCOUNT)


class Person(HasId, Table):
    """Somebody who learns here, with or without an account. The id is random and says nothing."""

    __tablename__ = "accounts_person"
    __pii__: ClassVar = {"id": LEARNER_ID, "canonical_id": LEARNER_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(16))
    canonical_id: Mapped[str] = mapped_column(String(36), index=True)
    """The id that this person goes by since being joined with another; their own id until then."""


class Joining(HasId, Table):
    """The fact that two ids are one person. Rows are only added."""

    __tablename__ = "accounts_joining"
    __pii__: ClassVar = {"person_id": LEARNER_ID, "visitor_id": LEARNER_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    visitor_id: Mapped[str] = mapped_column(String(36), index=True)
    joined_at: Mapped[datetime]


class Account(HasId, Table):
    """A person's name and the way they sign in. A phone or an e-mail belongs to one account of an installation."""

    __tablename__ = "accounts_account"
    __table_args__ = (
        UniqueConstraint("node_id", "person_id"),
        UniqueConstraint("node_id", "phone"),
        UniqueConstraint("node_id", "email"),
    )
    __pii__: ClassVar = {
        "person_id": Pii(what=_l("Sizga berilgan tasodifiy belgi"), why=_l("Saytga kirish"), keep=Keep.ACCOUNT),
        "name": NAME,
        "name_folded": NAME,
        "phone": SIGNS_IN,
        "email": SIGNS_IN,
        "password_hash": Pii(what=_l("Parolning shifrlangan izi"), why=_l("Saytga kirish"), keep=Keep.ACCOUNT),
        "region": LIVES_IN,
        "district": LIVES_IN,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    name: Mapped[str] = mapped_column(String(90))
    name_folded: Mapped[str] = mapped_column(String(200), default="", index=True)
    """The name as it is searched for, in either script; follows the name."""
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(200))
    region: Mapped[str] = mapped_column(String(10), default="")
    district: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @validates("name")
    def _fold(self, _key: str, name: str) -> str:
        self.name_folded = fold(name)[:200]
        return name


class Consent(HasId, Table):
    """The fact that a person agreed to a privacy notice. Rows are only added."""

    __tablename__ = "accounts_consent"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Roziligingiz: qachon va qaysi matnga berilgani"),
            why=_l("Qonun talabi: rozilikni isbotlash"),
            keep=Keep.PROOF,
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    notice: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(16))
    given_at: Mapped[datetime]


class ParentConsent(HasId, Table):
    """The fact that a parent or guardian agreed for somebody under 14. Rows are only added."""

    __tablename__ = "accounts_parent_consent"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Ota-ona yoki vasiy roziligi: qachon va qaysi matnga berilgani"),
            why=_l("Qonun talabi: rozilikni isbotlash"),
            keep=Keep.PROOF,
        ),
        "parent_name": Pii(
            what=_l("14 ga toʻlmagan oʻquvchining ota-onasi yoki vasiysi: ismi va kimligi"),
            why=_l("Rozilikni kim berganini bilish"),
            keep=Keep.ACCOUNT,
        ),
        "relation": Pii(
            what=_l("14 ga toʻlmagan oʻquvchining ota-onasi yoki vasiysi: ismi va kimligi"),
            why=_l("Rozilikni kim berganini bilish"),
            keep=Keep.ACCOUNT,
        ),
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    parent_name: Mapped[str] = mapped_column(String(90))
    relation: Mapped[str] = mapped_column(String(20))
    """A `Relation`; empty when the person was erased."""
    notice: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(16))
    given_at: Mapped[datetime]
