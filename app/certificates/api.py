"""Certificates for machines: the credential of each, and which of all hold no longer. These addresses stay."""

import pikepdf
import structlog
from flask import Response, request

from app.certificates.queries.gone import list_gone
from app.certificates.queries.records import get_certificate, is_owner
from app.certificates.types import CertificateRecord, UnknownCodeError, WithdrawnError
from app.infra.pdf.attachments import find_attachment
from app.infra.storage import get_storage
from app.kernel.permissions import Circle
from app.seals.service.issuing import bake_badge, make_list, sign_status_list
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("certificates_api", __name__)

log = structlog.get_logger(__name__)

LINKED_DATA = "application/ld+json"
CREDENTIAL = "credential.json"
FRESH = "public, max-age=300"
MOST_LISTS = 1 << 14
"""Status lists that there can be: an index has 31 bits."""


@room.page("/v/list.json", who=Circle.EVERYONE)
def public_list() -> Response:
    """Our keys, and what is gone, signed: all that a verifier needs to know before it is offline."""
    return _open_to_all(Response(make_list(list_gone()), mimetype="application/json"))


@room.page("/v/status/<int:number>.json", who=Circle.EVERYONE)
def status_list(number: int) -> Response:
    """The W3C Bitstring Status List that the credentials' own status entries point at."""
    if number >= MOST_LISTS:
        raise UnknownCodeError
    return _open_to_all(Response(sign_status_list(number, list_gone()), mimetype=LINKED_DATA))


@room.page("/c/<code>.json", who=Circle.EVERYONE)
def credential(code: str) -> Response:
    """The Open Badges credential, the very bytes that are attached to the PDF; as open and as gone as that."""
    record = get_certificate(code)
    return _same_again(Response(_credential_of(record), mimetype=LINKED_DATA), f"{record.pdf_digest}-json")


@room.page("/c/<code>.svg", who=Circle.EVERYONE)
def badge(code: str) -> Response:
    """The badge as a picture that carries the credential."""
    record = get_certificate(code)
    return _same_again(
        Response(bake_badge(_credential_of(record)), mimetype="image/svg+xml"), f"{record.pdf_digest}-svg"
    )


def _same_again(response: Response, etag: str) -> Response:
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(etag)
    response.make_conditional(request)
    return response


def _credential_of(record: CertificateRecord) -> bytes:
    """WithdrawnError when it is gone or hidden, UnknownCodeError when there is none."""
    _demand_open(record)
    data = _attached(record)
    if data is None:
        raise UnknownCodeError
    return data


def _demand_open(record: CertificateRecord) -> None:
    is_gone = not record.is_in_force or record.is_nameless
    if is_gone or (record.is_hidden and not is_owner(record, current_viewer().person_id)):
        raise WithdrawnError


def _attached(record: CertificateRecord) -> bytes | None:
    """None while it is being printed, and for one that was printed before there were credentials."""
    if record.pdf_digest is None:
        return None
    try:
        return find_attachment(get_storage().get(record.pdf_digest), CREDENTIAL)
    except pikepdf.PdfError:
        log.exception("certificates.no_pdf", digest=record.pdf_digest)
        return None


def _open_to_all(response: Response) -> Response:
    response.headers["Cache-Control"] = FRESH
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
