"""Reads about certificates."""

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select

from app.accounts.queries.people import ids_of
from app.certificates.models import Certificate, PrintedCertificate, Revocation, Veiling
from app.certificates.rules import normalise_code
from app.certificates.types import CertificateRecord, UnknownCodeError
from app.infra.database import db
from app.infra.traces import Rows, read_out, read_out_room
from app.kernel.clock import day_of
from app.kernel.locale import Tag
from app.quizzes.queries.attempts import list_passed
from app.seals.types import Gone
from app.web.earned import Certificate as Earned
from app.web.earned import CertificateState, Standing


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


def is_owner(record: CertificateRecord, person_id: str | None) -> bool:
    """Whether a certificate is this person's, under whichever of their ids it was issued."""
    return person_id is not None and any(record.id == one.id for one in list_of_person(person_id))


def earned_by(person_id: str) -> tuple[Earned, ...]:
    """A person's certificates as their own pages show them."""
    return tuple(_earned(record) for record in list_of_person(person_id))


def standing_of(person_id: str, course_key: str) -> Standing:
    """How a person stands in a course: quizzes passed, certificate earned."""
    certificates = [one for one in earned_by(person_id) if one.course_key == course_key]
    return Standing(
        passed_quizzes=list_passed(person_id, course_key), certificate=certificates[0] if certificates else None
    )


def _earned(record: CertificateRecord) -> Earned:
    state = CertificateState.READY if record.pdf_digest else CertificateState.PREPARING
    return Earned(
        code=record.code,
        course_key=record.course_key,
        course_title=record.course_title,
        issued_on=record.issued_on,
        state=CertificateState.REVOKED if record.revoked_on else state,
        is_hidden=record.is_hidden,
    )


def _records(condition: ColumnElement[bool]) -> list[CertificateRecord]:
    rows = db.session.execute(
        select(Certificate, _digest(), Revocation, _is_hidden())
        .outerjoin(Revocation, Revocation.id == _first_revocation())
        .where(condition)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    ).all()
    return [_record(certificate, digest, revocation, is_hidden) for certificate, digest, revocation, is_hidden in rows]


def _record(
    certificate: Certificate,
    digest: str | None,
    revocation: Revocation | None,
    is_hidden: bool | None,  # noqa: FBT001 - a column of the row
) -> CertificateRecord:
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
        pdf_digest=digest,
        revoked_on=day_of(revocation.revoked_at) if revocation else None,
        reason=revocation.reason if revocation else "",
        is_hidden=bool(is_hidden),
    )


def _digest() -> ScalarSelect[str]:
    """Of the file that was kept first: copies from other places change nothing."""
    query = select(PrintedCertificate.digest).where(PrintedCertificate.certificate_id == Certificate.id)
    return query.order_by(PrintedCertificate.printed_at, PrintedCertificate.id).limit(1).scalar_subquery()


def _first_revocation() -> ScalarSelect[str]:
    query = select(Revocation.id).where(Revocation.certificate_id == Certificate.id).correlate(Certificate)
    return query.order_by(Revocation.revoked_at, Revocation.id).limit(1).scalar_subquery()


def _is_hidden() -> ScalarSelect[bool]:
    """What the owner said last."""
    query = select(Veiling.is_hidden).where(Veiling.certificate_id == Certificate.id)
    return query.order_by(Veiling.set_at.desc(), Veiling.id.desc()).limit(1).scalar_subquery()


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    mine = select(Certificate.id).where(Certificate.person_id.in_(ids_of(person_id)))
    later = (PrintedCertificate, Revocation, Veiling)
    return read_out_room("certificates", ids_of(person_id)) | {
        model.__tablename__: read_out(model, model.certificate_id.in_(mine)) for model in later
    }


def list_blank_digests() -> list[str]:
    """The files of certificates whose owners were erased: they hold the name, so they must not be there."""
    query = select(PrintedCertificate.digest).join(Certificate, Certificate.id == PrintedCertificate.certificate_id)
    return list(db.session.scalars(query.where(Certificate.name == "")))


def list_gone() -> dict[int, Gone]:
    """Every certificate that holds no longer, by its index in status lists; none before certificates have indices.

    One that another stands in place of is replaced, on the day of the first that does, also when it was revoked too.
    """
    columns = Certificate.__table__.c
    if "status_index" not in columns or "replaces_id" not in columns:
        return {}
    index, later = columns["status_index"], Certificate.__table__.alias("later")
    replaced_at = select(func.min(later.c.issued_at)).where(later.c.replaces_id == Certificate.id).scalar_subquery()
    rows = db.session.execute(
        select(index, replaced_at, Revocation.revoked_at)
        .outerjoin(Revocation, Revocation.id == _first_revocation())
        .where(index.is_not(None), or_(replaced_at.is_not(None), Revocation.id.is_not(None)))
    )
    return {
        number: Gone(on=day_of(replaced or revoked), is_replaced=replaced is not None)
        for number, replaced, revoked in rows
    }
