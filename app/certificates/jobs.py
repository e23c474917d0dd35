"""Printing: slow, so it is done after the pass, outside any transaction, and kept for ever. Bulk work, chunk by chunk.

Nothing here is ever given up: without a key, or with a full disk, it waits and is tried again.
"""

from typing import Any

import structlog
from flask import current_app
from jinja2 import TemplateNotFound

from app.certificates.documents.certificate import CertificateFacts, render_certificate
from app.certificates.documents.fitting import NAME_LETTERS, TITLE_LETTERS, printable, sans, serif
from app.certificates.queries.batches import list_unprinted
from app.certificates.queries.records import get_by_id
from app.certificates.service.batches import ISSUE_CHUNK, PRINT_CHUNK, Chunk, issue_chunk, keep_documents
from app.certificates.service.issuing import PRINT
from app.certificates.service.keeping import keep_document
from app.certificates.types import CertificateRecord
from app.infra.jobs import Jobs, Payload, Settle
from app.infra.storage import get_storage
from app.kernel.sandbox import ChildFailed
from app.published.queries import find_course
from app.seals.queries import issuer_address
from app.seals.service.issuing import make_credential, paper_signer, seal
from app.seals.types.facts import CredentialFacts, SealFacts

SPOILED = (TemplateNotFound, KeyError, ValueError, ChildFailed)
"""What is wrong with one certificate alone: its design or its language is not there, or it cannot be drawn or sealed.

A missing key is nobody's alone: then all wait."""

log = structlog.get_logger(__name__)


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(PRINT, print_certificate, is_patient=True)
    jobs.register(ISSUE_CHUNK, decide_chunk, is_patient=True)
    jobs.register(PRINT_CHUNK, print_chunk, is_patient=True)


def print_certificate(payload: Payload) -> Settle:
    """Render a certificate's PDF once and keep it."""
    record = get_by_id(str(payload["certificate_id"]))
    if record.pdf_digest is not None or record.is_nameless:
        return lambda: None
    digest = _store(record)
    return lambda: keep_document(record.id, digest)


def decide_chunk(payload: Payload) -> Settle:
    """Issue to a chunk of a batch."""
    chunk = _chunk(payload)
    return lambda: issue_chunk(chunk)


def print_chunk(payload: Payload) -> Settle:
    """Print a chunk of a batch. One that cannot be printed holds up no other; where none can, the chunk waits."""
    chunk = _chunk(payload)
    digests: dict[str, str] = {}
    spoiled: dict[str, Exception] = {}
    for certificate_id in list_unprinted(chunk.batch_id, chunk.places):
        try:
            digests[certificate_id] = _store(get_by_id(certificate_id))
        except SPOILED as error:
            log.exception("certificates.spoiled", certificate=certificate_id)
            spoiled[certificate_id] = error
    if spoiled and not digests:
        raise next(iter(spoiled.values()))
    return lambda: keep_documents(chunk, digests, spoiled)


def _chunk(payload: Payload) -> Chunk:
    return Chunk(batch_id=str(payload["batch_id"]), first=int(payload["first"]))


def _store(record: CertificateRecord) -> str:
    """Seal it, print it and put it on the disk: the digest of the file."""
    return get_storage().put(make_paper(record))


def make_paper(record: CertificateRecord) -> bytes:
    """The sealed and signed PDF of a certificate, the same bytes each time. NoKeyError while nothing can be sealed."""
    sealed = SealFacts(**_said(record))
    course, language = find_course(record.course_key), record.language
    verify_address = f"{current_app.config['PUBLIC_URL']}/c/{record.code}"
    credential = CredentialFacts(
        **_said(record),
        language=language,
        description=course.texts[language].summary if course and language in course.texts else record.course_title,
        competences=record.competences,
        verify_address=verify_address,
        organiser=current_app.config["ORGANISER"],
        issuer_address=issuer_address(),
        achievement_key=record.course_key,
    )
    facts = CertificateFacts(
        name=record.name,
        language=language,
        course_title=record.course_title,
        minutes=record.minutes,
        issued_on=record.issued_on,
        score_percent=record.percent,
        code=record.code,
        verify_url=verify_address,
        organiser=current_app.config["ORGANISER"],
        competences=record.competences,
        kind=record.kind,
        voucher=record.voucher,
        voucher_name=record.voucher_name,
        is_supervised=record.is_supervised,
        is_unassisted=record.is_unassisted,
        second_name=record.second_name,
        parts=record.parts,
        replaces=record.replaces,
        seal_address=f"{current_app.config['PUBLIC_URL']}/v#{seal(sealed)}",
        credential=make_credential(credential),
    )
    return render_certificate(facts, design=record.design, signer=paper_signer(record.issued_on))


def _said(record: CertificateRecord) -> dict[str, Any]:
    """What the seal and the credential say alike: names as they are printed, so that paper and seal agree."""
    face = serif()
    return {
        "code": record.code,
        "name": printable(record.name, face, limit=NAME_LETTERS),
        "title": printable(record.course_title, face, limit=TITLE_LETTERS),
        "issued_on": record.issued_on,
        "minutes": record.minutes,
        "percent": record.percent,
        "status_index": record.status_index,
        "kind": record.kind,
        "voucher": record.voucher,
        "voucher_name": printable(record.voucher_name, sans(), limit=NAME_LETTERS),
        "is_supervised": record.is_supervised,
        "is_unassisted": record.is_unassisted,
    }
