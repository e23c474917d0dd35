"""Binding one's Telegram chat: a link that works once, opened in the person's own Telegram."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.routes.room import room
from app.accounts.service.telegram import open_ticket, unbind
from app.infra.database import write_tx
from app.infra.plugs.telegram import find_bot
from app.kernel.errors import NotFoundError
from app.kernel.permissions import Circle
from app.web.room import demand_recent_password
from app.web.viewer import current_viewer


@room.action("/<lang:lang>/me/telegram/", who=Circle.SIGNED_IN)
def bind(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """Show the link to the bot. Whoever holds the phone must be its owner: messages may carry codes."""
    bot = find_bot()
    if bot is None:
        raise NotFoundError
    demand_recent_password()
    with write_tx():
        word = open_ticket(str(current_viewer().person_id))
    return render_template("accounts/telegram.html", url=f"https://t.me/{bot.name}?start={word}")


@room.action("/<lang:lang>/me/telegram/stop", who=Circle.SIGNED_IN)
def stop(lang: str) -> Response:
    """Send nothing by Telegram any more."""
    with write_tx():
        unbind(str(current_viewer().person_id))
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)
