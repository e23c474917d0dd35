"""The clock's door: a code for a new password is made and sent apart from the request, which then tells nothing."""

from flask import current_app
from flask_babel import gettext as _

from app.accounts.queries.people import find_address
from app.accounts.rules.requests import MESSAGE_LIVES
from app.accounts.service.access import SEND_CODE, issue_code
from app.accounts.types import AccessPurpose, Address
from app.infra.jobs import Jobs, Payload, Settle
from app.infra.outbox import Channel, can_send, send
from app.kernel import clock
from app.web.i18n import in_language


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(SEND_CODE, send_code)


def send_code(payload: Payload) -> Settle:
    """Send a code to a person's phone or e-mail; nothing for nobody."""
    person_id = str(payload["person_id"])
    address = find_address(person_id) if person_id else None
    channel = _channel(address)
    if address is None or not can_send(channel):
        return _nothing
    return lambda: _write(address, channel)


def _channel(address: Address | None) -> Channel:
    return Channel.EMAIL if address is not None and "@" in address.login else Channel.SMS


def _write(address: Address, channel: Channel) -> None:
    code = issue_code(address.person_id, AccessPurpose.MESSAGE)
    with in_language(address.language):
        page = f"{current_app.config['PUBLIC_URL']}/{address.language}/sign-in/reset/"
        text = _("Savodxon: parolni tiklash kodi %(code)s. 10 daqiqa ishlaydi. Hech kimga aytmang.", code=code)
        subject = _("Savodxon: parolni tiklash")
    send(
        channel=channel,
        address=address.login,
        subject=subject,
        text=f"{text} {page}",
        purpose="access-code",
        person_id=address.person_id,
        expires_at=clock.now() + MESSAGE_LIVES,
    )


def _nothing() -> None:
    """There was nothing to send."""
