"""E-mail by SMTP: one letter a connection, with an id of ours, and a header that ends reminders with one click."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from app.infra.outbox import Envelope, NotNowError, RefusedError
from app.kernel import clock

SECONDS = 10.0
TAKEN, TEMPORARY = range(200, 300), range(400, 500)
"""The first digit of a reply (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A server that takes our e-mail."""

    is_repeatable = False

    host: str
    port: int
    security: str
    """`starttls`, `ssl`, or `none` for a server on this machine."""
    user: str
    password: str = field(repr=False)
    sender: str
    """The address in From, also what bounces go to."""

    def deliver(self, envelope: Envelope) -> None:
        """Hand it over. Until the words are sent any failure means that it was not taken; what follows is in doubt."""
        words = _compose_or_refuse(envelope, self.sender)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException):
            raise NotNowError from None
        try:
            self._announce(server, envelope.address)
            code = server.data(words)[0]
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        finally:
            server.close()
        _judge(code)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
            if self.security == "ssl"
            else smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        )
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _announce(self, server: smtplib.SMTP, address: str) -> None:
        """Everything before the words. NotNowError, also when it is us whom the server does not want; RefusedError."""
        try:
            if server.mail(self.sender)[0] not in TAKEN:
                raise NotNowError
            code, _said = server.rcpt(address)
        except (OSError, smtplib.SMTPException):
            raise NotNowError from None
        _judge(code)


def _judge(code: int) -> None:
    """What a reply says. NotNowError, RefusedError; nothing when it was taken."""
    if code in TAKEN:
        return
    if code in TEMPORARY or code < 0:
        raise NotNowError
    raise RefusedError


def _compose_or_refuse(envelope: Envelope, sender: str) -> bytes:
    """The letter in bytes. RefusedError for an address that no header can hold."""
    try:
        envelope.address.encode("ascii")
        return compose(envelope, sender).as_bytes(policy=SMTP)
    except ValueError:
        raise RefusedError from None


def compose(envelope: Envelope, sender: str) -> EmailMessage:
    """The letter as RFC 5322 wants it; the id is made of ours, so that a mailbox tells a repeated letter."""
    message = EmailMessage()
    message["From"] = f"Savodxon <{sender}>"
    message["To"] = envelope.address
    message["Subject"] = " ".join(envelope.subject.split())
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{envelope.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if envelope.leave_url:
        message["List-Unsubscribe"] = f"<{envelope.leave_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(envelope.text, cte="base64")
    return message
