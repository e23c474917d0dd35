"""Reads about Telegram chats."""

from sqlalchemy import exists, select

from app.accounts.models.telegram import TelegramChat, TelegramMark, TelegramTicket
from app.accounts.queries.people import ids_of
from app.infra.database import db
from app.kernel import clock


def find_ticket(word_hash: str) -> str | None:
    """The id of the link whose word has this hash."""
    return db.session.scalars(select(TelegramTicket.id).where(TelegramTicket.word_hash == word_hash)).first()


def find_chat(person_id: str) -> str | None:
    """The chat in which a person wants our messages."""
    query = select(TelegramChat.chat_id).where(
        TelegramChat.person_id.in_(ids_of(person_id)), TelegramChat.ended_at.is_(None)
    )
    return db.session.scalars(query.order_by(TelegramChat.id.desc()).limit(1)).first()


def list_chats_of(chat_id: str) -> list[str]:
    """The people who are bound to a chat: a family may share one."""
    query = select(TelegramChat.person_id).where(TelegramChat.chat_id == chat_id, TelegramChat.ended_at.is_(None))
    return list(db.session.scalars(query.distinct()))


def is_look_due(bot: str) -> bool:
    """Whether it is time to look at what people wrote to this bot."""
    soonest = db.session.scalars(select(TelegramMark.next_look_at).where(TelegramMark.id == bot)).first()
    return soonest is None or soonest <= clock.now()


def is_somebody_binding() -> bool:
    """Whether a link to the bot is open: then its owner is waiting for the answer."""
    is_open = exists().where(TelegramTicket.used_at.is_(None), TelegramTicket.expires_at > clock.now())
    return bool(db.session.scalar(select(is_open)))
