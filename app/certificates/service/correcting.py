"""Ending a certificate: revoked, or corrected by another that takes its place. Both say why, and tell the owner."""

from dataclasses import replace

from flask import current_app
from sqlalchemy import select

from app.accounts.queries.names import find_naming
from app.accounts.queries.people import list_ids
from app.certificates.models import Certificate, Corrected, Revocation, Veiling
from app.certificates.queries.records import get_by_id, get_certificate
from app.certificates.rules.codes import new_code
from app.certificates.service.issuing import PRINT, VOUCHERS, next_status_index
from app.certificates.service.letters import tell_corrected, tell_revoked
from app.certificates.types import CertificateRecord, Correction, NothingChangedError, NotInForceError
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.infra.jobs import enqueue
from app.kernel import clock
from app.kernel.errors import ForbiddenError


def revoke_certificate(typed: str, reason: str, *, by: str | None = None) -> bool:
    """A certificate holds no longer; False when it was revoked before.

    UnknownCodeError; ForbiddenError for one's own, which another has to decide.
    """
    found = get_certificate(typed)
    _demand_others(found, by)
    serialise(f"certificate {found.id}")
    if get_by_id(found.id).revoked_on is not None:
        return False
    add(
        Revocation(
            node_id=current_app.config["NODE_ID"],
            certificate_id=found.id,
            reason=reason,
            revoked_at=clock.now(),
            revoked_by=by,
        )
    )
    record("certificates.revoked", actor_id=by, subject_id=found.person_id, certificate=found.id)
    tell_revoked(found, reason)
    return True


def preview_correction(typed: str, correction: Correction) -> CertificateRecord:
    """What the corrected certificate would say; nothing is written.

    UnknownCodeError, NotInForceError, NothingChangedError.
    """
    old = get_certificate(typed)
    if not old.is_in_force or old.is_nameless:
        raise NotInForceError
    naming = find_naming(old.person_id, correction.name)
    new = replace(old, name=correction.name, course_title=correction.title, second_name=naming.second_name)
    if correction.name != old.name or naming.proof is not None:
        new = replace(new, voucher=VOUCHERS[naming.proof], voucher_name=naming.proof_of)
    if new == old:
        raise NothingChangedError
    return new


def correct_certificate(typed: str, correction: Correction, *, by: str | None) -> str:
    """Issue the corrected certificate, which takes the place of the one that is wrong: the answer is its code.

    It says the day on which it is issued; how the test was taken it says as the old one did. UnknownCodeError,
    NotInForceError (also for the second of two at once), NothingChangedError, ForbiddenError for one's own.
    """
    found = get_certificate(typed)
    _demand_others(found, by)
    serialise(f"certificate {found.id}")
    new = preview_correction(found.code, correction)
    old = db.session.scalars(select(Certificate).where(Certificate.id == found.id)).one()
    now = max(clock.now(), old.issued_at)
    certificate = add(
        Certificate(
            node_id=current_app.config["NODE_ID"],
            person_id=old.person_id,
            pass_id=old.pass_id,
            edition=old.edition + 1,
            code=new_code(),
            course_key=old.course_key,
            course_title=new.course_title,
            competences=old.competences,
            design=old.design,
            language=old.language,
            name=new.name,
            minutes=old.minutes,
            percent=old.percent,
            release=old.release,
            issued_at=now,
            kind=old.kind,
            parts=old.parts,
            voucher=new.voucher.value,
            voucher_name=new.voucher_name,
            second_name=new.second_name,
            is_supervised=old.is_supervised,
            is_unassisted=old.is_unassisted,
            status_index=next_status_index(),
            replaces_id=old.id,
        )
    )
    _add_correction(old, certificate, correction.reason, by)
    if found.is_hidden:
        node_id = current_app.config["NODE_ID"]
        add(Veiling(node_id=node_id, certificate_id=certificate.id, is_hidden=True, set_at=now))
    enqueue(PRINT, {"certificate_id": certificate.id})
    tell_corrected(get_by_id(certificate.id), correction.reason)
    return certificate.code


def _add_correction(old: Certificate, new: Certificate, reason: str, by: str | None) -> None:
    add(
        Corrected(
            node_id=current_app.config["NODE_ID"],
            certificate_id=old.id,
            new_id=new.id,
            reason=reason,
            corrected_by=by,
            corrected_at=new.issued_at,
        )
    )
    record("certificates.corrected", actor_id=by, subject_id=old.person_id, certificate=old.id, new=new.id)


def _demand_others(found: CertificateRecord, by: str | None) -> None:
    if by is not None and found.person_id in list_ids(by):
        raise ForbiddenError
