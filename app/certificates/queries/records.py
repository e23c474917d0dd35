"""Reads about certificates."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.orm import aliased

from app.accounts.queries.people import ids_of
from app.certificates.models import Certificate, Corrected, PrintedCertificate, Revocation, Veiling
from app.certificates.rules.codes import normalise_code
from app.certificates.types import CertificateRecord, UnknownCodeError
from app.infra.database import count, db
from app.infra.traces import Rows, read_out, read_out_room
from app.kernel.clock import day_of
from app.kernel.locale import Tag
from app.seals.types.facts import Kind, Voucher

_New, _Old = aliased(Certificate), aliased(Certificate)
"""The one that corrects a certificate, and the one that it corrects."""


def get_certificate(typed: str) -> CertificateRecord:
    """The certificate with this code, however it is typed. UnknownCodeError."""
    code = normalise_code(typed)
    rows = _records(Certificate.code == code) if code else []
    if not rows:
        raise UnknownCodeError
    return rows[0]


def get_by_id(certificate_id: str) -> CertificateRecord:
    """The certificate with this id. UnknownCodeError."""
    rows = _records(Certificate.id == certificate_id)
    if not rows:
        raise UnknownCodeError
    return rows[0]


def list_of_person(person_id: str) -> list[CertificateRecord]:
    """A person's certificates, newest first."""
    return _records(Certificate.person_id.in_(ids_of(person_id)))


def find_latest_of(person_id: str, keys: Collection[str]) -> CertificateRecord | None:
    """The newest certificate of a person under one of these keys, whether it holds or not."""
    return next(iter(_records(Certificate.person_id.in_(ids_of(person_id)) & Certificate.course_key.in_(keys))), None)


def list_keys_of(person_id: str) -> frozenset[str]:
    """The keys of all that a person has certificates for, whether they hold or not."""
    query = select(Certificate.course_key).where(Certificate.person_id.in_(ids_of(person_id)))
    return frozenset(db.session.scalars(query))


def count_unprinted(before: datetime) -> int:
    """How many certificates were issued before a moment, and wait for their PDF still; those without a name do not."""
    printed = select(PrintedCertificate.certificate_id)
    return count(Certificate, Certificate.issued_at < before, Certificate.name != "", Certificate.id.not_in(printed))


def is_owner(record: CertificateRecord, person_id: str | None) -> bool:
    """Whether a certificate is this person's, under whichever of their ids it was issued."""
    return person_id is not None and any(record.id == one.id for one in list_of_person(person_id))


def _records(condition: ColumnElement[bool]) -> list[CertificateRecord]:
    rows = db.session.execute(
        select(Certificate, _digest(), Revocation, Corrected, _New.code, _Old.code, _is_hidden())
        .outerjoin(Revocation, Revocation.id == _first_revocation())
        .outerjoin(Corrected, Corrected.id == _first_correction())
        .outerjoin(_New, _New.id == Corrected.new_id)
        .outerjoin(_Old, _Old.id == Certificate.replaces_id)
        .where(condition)
        .order_by(Certificate.issued_at.desc(), Certificate.edition.desc(), Certificate.id.desc())
    ).all()
    return [_record(row) for row in rows]


def _record(row: Any) -> CertificateRecord:  # noqa: ANN401 - a row of the statement above
    certificate, digest, revocation, correction, new_code, old_code, is_hidden = row
    ending = revocation or correction
    return CertificateRecord(
        id=certificate.id,
        person_id=certificate.person_id,
        code=certificate.code,
        course_key=certificate.course_key,
        course_title=certificate.course_title,
        competences=tuple(certificate.competences),
        design=certificate.design,
        language=Tag(certificate.language),
        name=certificate.name,
        minutes=certificate.minutes,
        percent=certificate.percent,
        issued_on=day_of(certificate.issued_at),
        edition=certificate.edition,
        kind=Kind(certificate.kind),
        parts=tuple(certificate.parts),
        voucher=Voucher(certificate.voucher),
        voucher_name=certificate.voucher_name,
        second_name=certificate.second_name,
        is_supervised=certificate.is_supervised,
        is_unassisted=certificate.is_unassisted,
        status_index=certificate.status_index,
        replaces=old_code or "",
        pdf_digest=digest,
        revoked_on=day_of(revocation.revoked_at) if revocation else None,
        replaced_on=day_of(correction.corrected_at) if correction else None,
        replaced_by=new_code or "",
        reason=ending.reason if ending else "",
        is_hidden=bool(is_hidden),
    )


def _digest() -> ScalarSelect[str]:
    """Of the file that was kept first: copies from other places change nothing."""
    query = select(PrintedCertificate.digest).where(PrintedCertificate.certificate_id == Certificate.id)
    return query.order_by(PrintedCertificate.printed_at, PrintedCertificate.id).limit(1).scalar_subquery()


def _first_revocation() -> ScalarSelect[str]:
    query = select(Revocation.id).where(Revocation.certificate_id == Certificate.id).correlate(Certificate)
    return query.order_by(Revocation.revoked_at, Revocation.id).limit(1).scalar_subquery()


def _first_correction() -> ScalarSelect[str]:
    query = select(Corrected.id).where(Corrected.certificate_id == Certificate.id).correlate(Certificate)
    return query.order_by(Corrected.corrected_at, Corrected.id).limit(1).scalar_subquery()


def _is_hidden() -> ScalarSelect[bool]:
    """What the owner said last."""
    query = select(Veiling.is_hidden).where(Veiling.certificate_id == Certificate.id)
    return query.order_by(Veiling.set_at.desc(), Veiling.id.desc()).limit(1).scalar_subquery()


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    mine = select(Certificate.id).where(Certificate.person_id.in_(ids_of(person_id)))
    later = (PrintedCertificate, Revocation, Corrected, Veiling)
    return read_out_room("certificates", ids_of(person_id)) | {
        model.__tablename__: read_out(model, model.certificate_id.in_(mine)) for model in later
    }


def list_blank_digests() -> list[str]:
    """The files of certificates whose owners were erased: they hold the name, so they must not be there."""
    query = select(PrintedCertificate.digest).join(Certificate, Certificate.id == PrintedCertificate.certificate_id)
    return list(db.session.scalars(query.where(Certificate.name == "")))
