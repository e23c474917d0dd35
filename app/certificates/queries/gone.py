"""What holds no longer, as those are told who check without us."""

from sqlalchemy import select

from app.certificates.models import Certificate, Corrected, Revocation
from app.infra.database import db
from app.kernel.clock import day_of
from app.seals.types.keys import Gone


def list_gone() -> dict[int, Gone]:
    """Every certificate that holds no longer, by its index in status lists, with the day on which it ceased.

    One that was replaced and revoked is revoked: what was wrong stays wrong.
    """
    gone: dict[int, Gone] = {}
    for table, at, is_replaced in (
        (Corrected, Corrected.corrected_at, True),
        (Revocation, Revocation.revoked_at, False),
    ):
        rows = db.session.execute(
            select(Certificate.status_index, at)
            .join(table, table.certificate_id == Certificate.id)
            .order_by(at.desc(), table.id.desc())
        )
        gone |= {index: Gone(on=day_of(moment), is_replaced=is_replaced) for index, moment in rows}
    return gone
