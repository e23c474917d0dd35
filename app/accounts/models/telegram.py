"""Tables of Telegram: which chat is whose, links that bind one, and how far we have read what people wrote."""

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table
from app.infra.personal import LEARNER_ID, Keep, Pii


class TelegramChat(HasId, Table):
    """A chat in which a person wants our messages, until it is unbound."""

    __tablename__ = "accounts_telegram_chat"
    __pii__: ClassVar = {
        "person_id": LEARNER_ID,
        "chat_id": Pii(
            what=_l("Telegram suhbatining raqami"), why=_l("Sizga Telegram orqali yozish"), keep=Keep.ACCOUNT
        ),
    }

    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    chat_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Forgotten when it is unbound."""
    bound_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class TelegramTicket(HasId, Table):
    """A link to the bot that binds the chat of whoever opens it, once. Only the hash of its word is kept."""

    __tablename__ = "accounts_telegram_ticket"
    __pii__: ClassVar = {
        "person_id": Pii(
            what=_l("Telegramni ulash uchun bir martalik havola"),
            why=_l("Suhbat kimniki ekanini bilish"),
            keep=Keep.DAY,
        )
    }

    word_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TelegramMark(HasId, Table):
    """How far we have read what people wrote to a bot; its id is made of the bot's name."""

    __tablename__ = "accounts_telegram_mark"
    __pii__: ClassVar = {}

    offset: Mapped[int] = mapped_column(BigInteger)
    """The number of the next update that we have not read."""
    next_look_at: Mapped[datetime]
    """Nobody looks before: two who look at once get nothing but an error from Telegram."""
