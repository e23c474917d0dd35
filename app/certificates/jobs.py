"""Printing: slow, so it is done after the pass, outside any transaction, and kept for ever."""

from flask import current_app

from app.certificates.documents.certificate import CertificateFacts, render_certificate
from app.certificates.queries import get_by_id
from app.certificates.service import PRINT, keep_document
from app.certificates.types import CertificateRecord
from app.infra.jobs import Jobs, Payload, Settle
from app.infra.storage import get_storage


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(PRINT, print_certificate)


def print_certificate(payload: Payload) -> Settle:
    """Render a certificate's PDF once and keep it."""
    record = get_by_id(str(payload["certificate_id"]))
    if record.pdf_digest is not None or record.is_nameless:
        return lambda: None
    digest = get_storage().put(render_certificate(_facts(record), design=record.design, signer=None))
    return lambda: keep_document(record.id, digest)


def _facts(record: CertificateRecord) -> CertificateFacts:
    return CertificateFacts(
        name=record.name,
        language=record.language,
        course_title=record.course_title,
        minutes=record.minutes,
        issued_on=record.issued_on,
        score_percent=record.percent,
        code=record.code,
        verify_url=f"{current_app.config['PUBLIC_URL']}/c/{record.code}",
        organiser=current_app.config["ORGANISER"],
        competences=record.competences,
    )
