"""Reads about certificates."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.queries import ids_of
from app.certificates.models import Certificate, PrintedCertificate, Revocation, Veiling
from app.certificates.rules import normalise_code
from app.certificates.types import CertificateRecord, UnknownCodeError
from app.infra.database import db
from app.kernel.clock import day_of
from app.kernel.locale import Tag
from app.quizzes.queries import list_passed
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


def _records(condition: object) -> list[CertificateRecord]:
    rows = db.session.execute(
        select(Certificate, PrintedCertificate.digest)
        .outerjoin(PrintedCertificate, PrintedCertificate.certificate_id == Certificate.id)
        .where(condition)  # type: ignore[arg-type]  # any of SQLAlchemy's conditions
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    ).all()
    ids = [certificate.id for certificate, _digest in rows]
    revoked, hidden = _revocations(ids), _hidden(ids)
    return [_record(certificate, digest, revoked, hidden) for certificate, digest in rows]


def _record(
    certificate: Certificate, digest: str | None, revoked: dict[str, Revocation], hidden: frozenset[str]
) -> CertificateRecord:
    revocation = revoked.get(certificate.id)
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
        is_hidden=certificate.id in hidden,
    )


def _revocations(ids: Sequence[str]) -> dict[str, Revocation]:
    query = select(Revocation).where(Revocation.certificate_id.in_(ids))
    rows = db.session.scalars(query.order_by(Revocation.revoked_at.desc(), Revocation.id.desc())) if ids else ()
    return {row.certificate_id: row for row in rows}


def _hidden(ids: Sequence[str]) -> frozenset[str]:
    query = select(Veiling).where(Veiling.certificate_id.in_(ids)).order_by(Veiling.set_at, Veiling.id)
    latest = {row.certificate_id: row.is_hidden for row in (db.session.scalars(query) if ids else ())}
    return frozenset(id_ for id_, is_hidden in latest.items() if is_hidden)
