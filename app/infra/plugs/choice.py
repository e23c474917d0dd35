"""Which plug serves which channel, as the settings say."""

from app.infra.outbox import Channel, Limits, Outbox, PagePlug, Plug
from app.infra.plugs.mail import MailServer
from app.infra.plugs.sms import SmsGateway
from app.infra.plugs.telegram import Bot
from config import MessageSettings


def build_outbox(settings: MessageSettings) -> Outbox:
    """The outbox: every gateway that is set; for a first look the page, for all channels; or nothing."""
    gateways: dict[Channel, Plug | None] = {
        Channel.SMS: _build_sms(settings),
        Channel.EMAIL: _build_mail(settings),
        Channel.TELEGRAM: build_bot(settings),
    }
    plugs = {channel: plug for channel, plug in gateways.items() if plug is not None}
    if settings.messages == "page":
        plugs = {channel: PagePlug() for channel in Channel}
    return Outbox(plugs, Limits(to_one=settings.to_one, to_all=settings.to_all))


def build_bot(settings: MessageSettings) -> Bot | None:
    """The installation's bot, if it has one."""
    if not settings.telegram_bot:
        return None
    return Bot(name=settings.telegram_bot, token=settings.telegram_token, api=settings.telegram_api)


def _build_sms(settings: MessageSettings) -> SmsGateway | None:
    if not settings.sms_url:
        return None
    return SmsGateway(
        url=settings.sms_url,
        token=settings.sms_token,
        sender=settings.sms_sender,
        body=settings.sms_body,
        is_form=settings.sms_format == "form",
        is_repeatable=settings.sms_repeatable == "yes",
    )


def _build_mail(settings: MessageSettings) -> MailServer | None:
    if not settings.smtp_host:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        sender=settings.smtp_from,
    )
