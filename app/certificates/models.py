"""Certificates as facts: issued, printed, revoked, hidden. Rows are only added; what was issued never changes."""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import Keep, Pii


class Certificate(HasId, Table):
    """A certificate was issued: all that stands on it, frozen."""

    __tablename__ = "certificates_certificate"
    __table_args__ = (
        UniqueConstraint("node_id", "code"),
        UniqueConstraint("node_id", "person_id", "course_key", "edition"),
        UniqueConstraint("node_id", "pass_id", "edition"),
    )
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Sertifikatingiz: kursi, kuni, natijasi va kodi"),
            why=_l("Kodi bilan tekshirib boʻlishi"),
            keep=Keep.RECORD,
        ),
        "name": Pii(what=_l("Sertifikatdagi ism"), why=_l("Sertifikatga yozish va uni tekshirish"), keep=Keep.ACCOUNT),
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    pass_id: Mapped[str] = mapped_column(String(36), index=True)
    edition: Mapped[int]
    """1 for the first; a corrected certificate counts on."""
    code: Mapped[str] = mapped_column(String(24), index=True)
    course_key: Mapped[str] = mapped_column(String(80))
    course_title: Mapped[str] = mapped_column(String(300))
    competences: Mapped[list[Any]] = mapped_column(JSON)
    design: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(90))
    minutes: Mapped[int]
    percent: Mapped[int]
    release: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]


class PrintedCertificate(HasId, Table):
    """A certificate's PDF exists: rendered once, named by its digest."""

    __pii__: ClassVar = {}
    __tablename__ = "certificates_document"
    __table_args__ = (UniqueConstraint("node_id", "certificate_id"),)

    node_id: Mapped[str] = mapped_column(String(40))
    certificate_id: Mapped[str] = mapped_column(String(36), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    printed_at: Mapped[datetime]


class Revocation(HasId, Table):
    """A certificate no longer holds."""

    __tablename__ = "certificates_revocation"
    __pii__: ClassVar = {
        "revoked_by": Pii(
            what=_l("Sertifikatni bekor qilgan xodimning tasodifiy belgisi"),
            why=_l("Kim nima qilgani uchun javob berishi"),
            keep=Keep.PROOF,
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    certificate_id: Mapped[str] = mapped_column(String(36), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    revoked_at: Mapped[datetime]
    revoked_by: Mapped[str | None] = mapped_column(String(36))


class Veiling(HasId, Table):
    """The owner hides a certificate from strangers, or shows it again. The latest row counts."""

    __pii__: ClassVar = {}
    __tablename__ = "certificates_veiling"

    node_id: Mapped[str] = mapped_column(String(40))
    certificate_id: Mapped[str] = mapped_column(String(36), index=True)
    is_hidden: Mapped[bool]
    set_at: Mapped[datetime]
