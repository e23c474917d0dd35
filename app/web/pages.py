"""What every page needs: the frame around it, its other languages, dates as people write them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for

from app.kernel.clock import TASHKENT, day_of
from app.kernel.dates import format_date
from app.kernel.locale import get_language
from app.web import cookies, csrf
from app.web.assets import asset_path, inline_css
from app.web.i18n import current_language, offered
from app.web.room import policy_of
from app.web.viewer import current_viewer

SIZES = ("1", "2", "3")


def is_prebuilt() -> bool:
    """Whether this answer is the page that is kept for every visitor."""
    policy = policy_of(request.endpoint)
    if policy is None or policy.prebuilt is None or request.method not in {"GET", "HEAD"} or request.query_string:
        return False
    return not any(name in request.cookies for name in (cookies.session_name(), cookies.SIZE, cookies.CONFIRM))


def text_size() -> str:
    """The text size that the reader chose."""
    size = cookies.read(cookies.SIZE)
    return size if size in SIZES else SIZES[0]


def alternates() -> list[dict[str, Any]]:
    """This same page in the other languages."""
    here = current_language().tag
    return [
        {
            "tag": tag,
            "name": get_language(tag).name,
            "html_lang": get_language(tag).html_lang,
            "url": _in_language(tag),
            "current": tag == here,
        }
        for tag in offered()
    ]


def _in_language(tag: str) -> str:
    endpoint: str | None = request.endpoint
    asked = {name: value for name, value in request.args.items() if not name.startswith("_")}
    arguments: dict[str, Any] = {**asked, **(request.view_args or {}), "lang": tag}
    if endpoint is None or request.method != "GET":
        return _same_path(tag)
    return url_for(endpoint, **arguments)


def _same_path(tag: str) -> str:
    first, _, rest = request.path.lstrip("/").partition("/")
    return f"/{tag}/{rest}" if first in offered() and request.method == "GET" else url_for("web.home", lang=tag)


def frame() -> dict[str, Any]:
    """The variables of `base.html`."""
    prebuilt = is_prebuilt()
    if prebuilt:
        g.inline_css = inline_css()
    viewer = current_viewer()
    settings = current_app.config
    return {
        "lang": current_language(),
        "alternates": alternates(),
        "here": request.full_path.rstrip("?"),
        "text_size": text_size(),
        "viewer": viewer if viewer.person_id else None,
        "site_name": "Savodxon",
        "help_phone": settings["HELP_PHONE"],
        "help_telegram": settings["HELP_TELEGRAM"],
        "prebuilt": prebuilt,
        "inline_css": g.get("inline_css"),
        "csrf_token": None if prebuilt else csrf.token(),
        "asset": asset_path,
    }


def moment_text(moment: datetime) -> str:
    """A moment as people in Tashkent write it: the day and the time."""
    return f"{format_date(day_of(moment), current_language().tag)}, {moment.astimezone(TASHKENT):%H:%M}"


def in_each_language() -> Iterable[dict[str, Any]]:
    """The addresses of a page that exists once a language."""
    return [{"lang": tag} for tag in offered()]


def install(app: Flask) -> None:
    """Give templates their frame."""
    app.context_processor(frame)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = lambda day: format_date(day, current_language().tag)
