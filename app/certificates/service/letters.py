"""Letters to the owner of a certificate that ended: what happened, why, and where it stands."""

from flask_babel import gettext as _

from app.accounts.queries.addresses import find_address
from app.accounts.queries.people import find_language
from app.certificates.types import CertificateRecord
from app.infra import outbox
from app.web.i18n import in_language
from app.web.links import public_link

EXCERPT = 100


def tell_revoked(record: CertificateRecord, reason: str) -> None:
    """A letter that the certificate holds no longer."""
    with in_language(find_language(record.person_id) or record.language):
        link = public_link("certificates.verify", code=record.code)
        words = _(
            "Savodxon. Sertifikatingiz bekor qilindi. Sababi: %(reason)s %(link)s", reason=_cut(reason), link=link
        )
        _tell(record, _("Sertifikatingiz bekor qilindi"), words, key=f"certificates.revoked {record.id}")


def tell_corrected(record: CertificateRecord, reason: str) -> None:
    """A letter that there is a corrected certificate: `record` is the new one."""
    with in_language(find_language(record.person_id) or record.language):
        link = public_link("certificates.verify", code=record.code)
        words = _(
            "Savodxon. Sertifikatingiz tuzatildi. Sababi: %(reason)s Yangisi: %(link)s", reason=_cut(reason), link=link
        )
        _tell(record, _("Sertifikatingiz tuzatildi"), words, key=f"certificates.corrected {record.id}")


def _tell(record: CertificateRecord, subject: str, text: str, *, key: str) -> None:
    """Where the person has an address and this installation can send to it."""
    address = find_address(record.person_id)
    channel = (outbox.Channel.SMS if address.phone else outbox.Channel.EMAIL) if address else None
    if address is None or channel is None or not outbox.can_send(channel):
        return
    outbox.send(
        channel=channel,
        address=address.value,
        subject=subject,
        text=text,
        purpose="certificates",
        person_id=record.person_id,
        key=key,
    )


def _cut(reason: str) -> str:
    return reason if len(reason) <= EXCERPT else reason[: EXCERPT - 1].rstrip() + "…"
