"""Certificates as facts: issued, printed, revoked, hidden. Rows are only added; what was issued never changes."""

from datetime import datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import DEED_ID, Keep, Pii

PRINTED = Pii(what=_l("Sertifikatdagi ism"), why=_l("Sertifikatga yozish va uni tekshirish"), keep=Keep.ACCOUNT)


class Certificate(HasId, Table):
    """A certificate was issued: all that stands on it, frozen."""

    __tablename__ = "certificates_certificate"
    __table_args__ = (
        UniqueConstraint("node_id", "code"),
        UniqueConstraint("node_id", "person_id", "course_key", "edition"),
        UniqueConstraint("node_id", "pass_id", "course_key", "edition"),
        UniqueConstraint("node_id", "status_index"),
        UniqueConstraint("node_id", "replaces_id"),
    )
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Sertifikatingiz: kursi, kuni, natijasi va kodi"),
            why=_l("Kodi bilan tekshirib boʻlishi"),
            keep=Keep.RECORD,
        ),
        "name": PRINTED,
        "second_name": PRINTED,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(String(36), index=True)
    pass_id: Mapped[str] = mapped_column(String(36), index=True)
    """Of a path: the pass that completed it, which has a certificate of its own as well."""
    edition: Mapped[int]
    """1 for the first; a corrected certificate counts on."""
    code: Mapped[str] = mapped_column(String(24), index=True)
    course_key: Mapped[str] = mapped_column(String(90))
    """Of a path: `paths/<key>`."""
    course_title: Mapped[str] = mapped_column(String(300))
    competences: Mapped[list[Any]] = mapped_column(JSON)
    design: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(90))
    minutes: Mapped[int]
    percent: Mapped[int]
    release: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    """A `Kind`."""
    parts: Mapped[list[Any]] = mapped_column(JSON)
    """Titles of a path's courses."""
    voucher: Mapped[str] = mapped_column(String(20))
    """A `Voucher`: who vouched for the name when it was issued."""
    voucher_name: Mapped[str] = mapped_column(String(60))
    second_name: Mapped[str] = mapped_column(String(90))
    is_supervised: Mapped[bool]
    is_unassisted: Mapped[bool]
    status_index: Mapped[int]
    """Counted on in order of issue, from 0, on each node."""
    replaces_id: Mapped[str | None] = mapped_column(String(36), index=True)
    """The certificate that this one corrects."""


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


class Corrected(HasId, Table):
    """A certificate was wrong, and another takes its place: why, and who says so."""

    __tablename__ = "certificates_correction"
    __table_args__ = (UniqueConstraint("node_id", "certificate_id"),)
    __pii__: ClassVar = {"corrected_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    certificate_id: Mapped[str] = mapped_column(String(36), index=True)
    """The one that was wrong."""
    new_id: Mapped[str] = mapped_column(String(36))
    reason: Mapped[str] = mapped_column(String(300))
    corrected_by: Mapped[str | None] = mapped_column(String(36))
    corrected_at: Mapped[datetime]


class Batch(HasId, Table):
    """Certificates were asked for many people at once."""

    __tablename__ = "certificates_batch"
    __pii__: ClassVar = {"asked_by": DEED_ID}

    node_id: Mapped[str] = mapped_column(String(40))
    course_key: Mapped[str] = mapped_column(String(90))
    """Of a path: `paths/<key>`."""
    title: Mapped[str] = mapped_column(String(120))
    """What staff calls it."""
    total: Mapped[int]
    asked_by: Mapped[str | None] = mapped_column(String(36))
    """None for the operator's command."""
    asked_at: Mapped[datetime]


class BatchMember(HasId, Table):
    """One person of a batch."""

    __tablename__ = "certificates_batch_member"
    __table_args__ = (UniqueConstraint("node_id", "batch_id", "place"),)
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Sertifikatlar koʻpchilikka birdan berilganda roʻyxatda boʻlganingiz"),
            why=_l("Roʻyxatdagi hech kim qolib ketmasligi uchun"),
            keep=Keep.RECORD,
        )
    }

    node_id: Mapped[str] = mapped_column(String(40))
    batch_id: Mapped[str] = mapped_column(String(36), index=True)
    place: Mapped[int]
    person_id: Mapped[str] = mapped_column(String(36), index=True)


class BatchOutcome(HasId, Table):
    """What became of one person of a batch: told once."""

    __tablename__ = "certificates_batch_outcome"
    __table_args__ = (
        UniqueConstraint("node_id", "member_id"),
        Index("ix_certificates_batch_outcome_batch", "batch_id"),
    )
    __pii__: ClassVar = {}

    node_id: Mapped[str] = mapped_column(String(40))
    batch_id: Mapped[str] = mapped_column(String(36))
    member_id: Mapped[str] = mapped_column(String(36))
    outcome: Mapped[str] = mapped_column(String(20))
    """An `Outcome`."""
    certificate_id: Mapped[str | None] = mapped_column(String(36))
    settled_at: Mapped[datetime]
