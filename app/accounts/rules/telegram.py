"""What people write to the bot, read without trust."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LARGEST_ID = 1 << 53
"""As large as Telegram's numbers become, by its own word."""


class Wish(StrEnum):
    """What somebody wants of the bot."""

    BIND = "bind"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class Message:
    """A wish from a chat; `word` is what the link carried."""

    chat_id: str
    wish: Wish
    word: str = ""


def number_of(update: Any) -> int | None:  # noqa: ANN401 - any JSON value
    """The number of an update, by which we go on; None for what is no update."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and 0 <= number < LARGEST_ID else None


def read(update: Any) -> Message | None:  # noqa: ANN401 - any JSON value
    """A wish of a person who writes to the bot alone; None for groups and for all else."""
    message = _field(update, "message")
    chat, text = _field(message, "chat"), _field(message, "text")
    chat_id = _field(chat, "id")
    if _field(chat, "type") != "private" or not isinstance(chat_id, int) or not isinstance(text, str):
        return None
    if not 0 < chat_id < LARGEST_ID:
        return None
    match text.split():
        case ["/start", word]:
            return Message(chat_id=str(chat_id), wish=Wish.BIND, word=word)
        case ["/stop", *_]:
            return Message(chat_id=str(chat_id), wish=Wish.STOP)
        case _:
            return None


def _field(value: Any, name: str) -> Any:  # noqa: ANN401 - any JSON value
    return value.get(name) if isinstance(value, dict) else None
