"""Binding Telegram chats to people, and unbinding them."""

import secrets
from datetime import timedelta

from sqlalchemy import update

from app.accounts.models.telegram import TelegramChat, TelegramMark, TelegramTicket
from app.accounts.queries.people import ids_of
from app.accounts.queries.telegram import find_ticket, list_chats_of
from app.accounts.rules.telegram import Message, Wish
from app.accounts.service.sessions import hash_token
from app.infra import audit
from app.infra.database import add, db, lock, serialise
from app.kernel import clock

TICKET_LENGTH = timedelta(minutes=15)
LONGEST_LOOK = timedelta(seconds=30)
"""So long nobody else looks, and so long we wait when Telegram did not answer."""


def open_ticket(person_id: str) -> str:
    """The word of a new link to the bot, which is looked at soon; the links of before bind nothing any more."""
    now = clock.now()
    db.session.execute(
        update(TelegramTicket)
        .where(TelegramTicket.person_id == person_id, TelegramTicket.used_at.is_(None))
        .values(used_at=now)
    )
    db.session.execute(update(TelegramMark).values(next_look_at=now))
    word = secrets.token_urlsafe(16)
    add(TelegramTicket(word_hash=hash_token(word), person_id=person_id, expires_at=now + TICKET_LENGTH))
    return word


def hear(message: Message) -> list[str]:
    """Do what was wished; the people whose wish it was. A word that is used, over or unknown does nothing."""
    match message.wish:
        case Wish.BIND:
            person_id = _bind(message.word, message.chat_id)
            return [person_id] if person_id else []
        case Wish.STOP:
            people = list_chats_of(message.chat_id)
            for person_id in people:
                unbind(person_id)
            return people


def _bind(word: str, chat_id: str) -> str | None:
    ticket_id = find_ticket(hash_token(word))
    ticket = lock(TelegramTicket, ticket_id) if ticket_id else None
    if ticket is None or ticket.used_at is not None or ticket.expires_at <= clock.now():
        return None
    ticket.used_at = clock.now()
    _end_chats(ticket.person_id)
    add(TelegramChat(person_id=ticket.person_id, chat_id=chat_id, bound_at=clock.now()))
    audit.record("telegram-bound", actor_id=ticket.person_id, subject_id=ticket.person_id)
    return ticket.person_id


def unbind(person_id: str) -> bool:
    """Send this person nothing by Telegram any more; False when nothing was bound."""
    is_bound = _end_chats(person_id)
    if is_bound:
        audit.record("telegram-unbound", actor_id=person_id, subject_id=person_id)
    return is_bound


def _end_chats(person_id: str) -> bool:
    query = update(TelegramChat).where(TelegramChat.person_id.in_(ids_of(person_id)), TelegramChat.ended_at.is_(None))
    ended = db.session.execute(query.values(ended_at=clock.now(), chat_id=None).returning(TelegramChat.id)).all()
    return bool(ended)


def begin_look(bot: str) -> int | None:
    """The number to go on from, when it is time to look at what people wrote; nobody else looks meanwhile."""
    serialise(f"telegram {bot}")
    now = clock.now()
    mark = lock(TelegramMark, bot) or add(TelegramMark(id=bot, offset=0, next_look_at=now))
    if mark.next_look_at > now:
        return None
    mark.next_look_at = now + LONGEST_LOOK
    return mark.offset


def end_look(bot: str, offset: int, *, wait: timedelta) -> None:
    """All below this number is read; the next look is after a while."""
    mark = lock(TelegramMark, bot)
    if mark is not None:
        mark.offset, mark.next_look_at = max(mark.offset, offset), clock.now() + wait
