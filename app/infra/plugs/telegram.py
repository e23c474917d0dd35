"""Telegram by its Bot API: letters to chats, and what people write to the bot."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from app.infra.outbox import Envelope
from app.infra.plugs.web import post, read_json

UPDATES_AT_ONCE = 50


@dataclass(frozen=True, kw_only=True)
class Bot:
    """A bot of this installation."""

    is_repeatable = False

    name: str
    """Without @, as in https://t.me/name."""
    token: str = field(repr=False)
    api: str = "https://api.telegram.org"

    def deliver(self, envelope: Envelope) -> None:
        """Send a message to a chat; a person who has blocked the bot is refused."""
        words = {"chat_id": envelope.address, "text": envelope.text, "link_preview_options": {"is_disabled": True}}
        self._call("sendMessage", words).close()

    def list_updates(self, offset: int) -> list[Any]:
        """What people wrote since, as Telegram says it, unchecked; those below the offset are forgotten there."""
        words = {"offset": offset, "limit": UPDATES_AT_ONCE, "timeout": 0, "allowed_updates": ["message"]}
        with self._call("getUpdates", words) as answer:
            said = read_json(answer)
        found = said.get("result") if isinstance(said, dict) else None
        return found if isinstance(found, list) else []

    def _call(self, method: str, words: dict[str, Any]) -> Any:  # noqa: ANN401 - a response
        return post(f"{self.api}/bot{self.token}/{method}", headers={}, json=words)


def find_bot() -> Bot | None:
    """The bot of the running site, if it has one."""
    bot: Bot | None = current_app.extensions.get("bot")
    return bot
