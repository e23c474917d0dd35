"""Listening to the bot: what people write to it is read every few seconds, by one process at a time."""

from datetime import timedelta

import structlog
from flask_babel import gettext as _

from app.accounts.queries.people import find_profile
from app.accounts.queries.telegram import is_look_due, is_somebody_binding
from app.accounts.rules.telegram import Message, Wish, number_of, read
from app.accounts.service.telegram import begin_look, end_look, hear
from app.infra.database import write_tx
from app.infra.jobs import Jobs
from app.infra.outbox import Channel, NotNowError, RefusedError, send
from app.infra.plugs.telegram import find_bot
from app.infra.plugs.web import BrokenOffError
from app.web.i18n import in_language

LOOK_SECONDS = 3.0
SOON, LATER = timedelta(seconds=3), timedelta(minutes=1)
"""How soon we look again while somebody is binding a chat, and when nobody is."""

log = structlog.get_logger(__name__)


def register(jobs: Jobs) -> None:
    """Take on the room's work: only where there is a bot."""
    jobs.register_round("accounts.telegram", look, every=LOOK_SECONDS)


def look() -> int:
    """Read what people wrote to the bot, if it is time to; how many updates there were."""
    bot = find_bot()
    if bot is None or not is_look_due(bot.name):
        return 0
    with write_tx():
        offset = begin_look(bot.name)
    if offset is None:
        return 0
    try:
        updates = bot.list_updates(offset)
    except (NotNowError, RefusedError, BrokenOffError, ValueError) as error:
        log.warning("telegram.not_heard", reason=type(error).__name__)
        return 0
    with write_tx():
        for message in filter(None, map(read, updates)):
            _answer(message, hear(message))
        numbers = [number for number in map(number_of, updates) if number is not None]
        wait = SOON if is_somebody_binding() else LATER
        end_look(bot.name, max([offset, *(number + 1 for number in numbers)]), wait=wait)
    return len(updates)


def _answer(message: Message, people: list[str]) -> None:
    """Tell the people in that chat what was done, each in their language."""
    for person_id in people:
        profile = find_profile(person_id)
        if profile is None:
            continue
        with in_language(profile.language):
            text = _words(message.wish)
        send(
            channel=Channel.TELEGRAM,
            address=message.chat_id,
            text=text,
            purpose="telegram",
            person_id=person_id,
        )


def _words(wish: Wish) -> str:
    match wish:
        case Wish.BIND:
            bound, stop = _("Telegram ulandi. Endi xabarlarni shu yerga yozamiz."), _("Toʻxtatish uchun:")
            text = f"{bound} {stop} /stop"
        case Wish.STOP:
            text = _("Boʻldi, bu yerga boshqa yozmaymiz.")
    return f"Savodxon. {text}"
