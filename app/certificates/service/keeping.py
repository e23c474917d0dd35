"""Writes about a certificate's file and its name: which PDF is its own, hidden or shown, gone with its owner."""

from functools import partial

from flask import current_app

from app.certificates.models import PrintedCertificate, Veiling
from app.certificates.queries.records import get_by_id, get_certificate, is_owner, list_blank_digests
from app.certificates.types import UnknownCodeError
from app.infra.database import add, after_commit, serialise
from app.infra.storage import get_storage
from app.infra.traces import erase_in_room
from app.kernel import clock


def keep_document(certificate_id: str, digest: str) -> None:
    """Keep which file is the certificate's PDF; the first one stays."""
    serialise(f"certificate {certificate_id}")
    record = get_by_id(certificate_id)
    if record.is_nameless:
        after_commit(partial(get_storage().remove, digest))
    elif record.pdf_digest is None:
        add(
            PrintedCertificate(
                node_id=current_app.config["NODE_ID"],
                certificate_id=certificate_id,
                digest=digest,
                printed_at=clock.now(),
            )
        )


def hide_certificate(person_id: str, typed: str, *, is_hidden: bool) -> None:
    """The owner hides a certificate from strangers, or shows it again. UnknownCodeError for anybody else's."""
    record = get_certificate(typed)
    if not is_owner(record, person_id):
        raise UnknownCodeError
    if record.is_hidden != is_hidden:
        add(
            Veiling(
                node_id=current_app.config["NODE_ID"],
                certificate_id=record.id,
                is_hidden=is_hidden,
                set_at=clock.now(),
            )
        )


def erase_person(person_id: str, tombstone_id: str) -> None:
    """Certificates of this id go on to hold, without the name; their files, which show it, go with the commit."""
    erase_in_room("certificates", person_id, tombstone_id)
    drop_blank_files()


def drop_blank_files() -> None:
    """Take away the files of certificates whose owners were erased, with the commit; nothing happens twice."""
    for digest in list_blank_digests():
        after_commit(partial(get_storage().remove, digest))
