"""What every page needs: the frame around it, its other languages, dates as people write them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from app.infra.outbox import get_outbox
from app.kernel.clock import TASHKENT, day_of
from app.kernel.dates import format_date
from app.kernel.locale import get_language
from app.web import cookies, csrf
from app.web.assets import asset_path, inline_css
from app.web.calls import current_call
from app.web.head import head, picture_url, public_host
from app.web.i18n import current_language, offered
from app.web.previews import Preview
from app.web.room import policy_of
from app.web.viewer import current_viewer

SIZES = ("1", "2", "3")
SAFE = frozenset({"GET", "HEAD"})


def is_prebuilt() -> bool:
    """Whether this answer is the page that is kept for every visitor."""
    policy = policy_of(request.endpoint)
    if policy is None or policy.prebuilt is None or request.method not in SAFE or request.query_string:
        return False
    return is_for_visitor()


def is_for_visitor() -> bool:
    """Whether this answer is for somebody without our cookies: anybody, a search engine or a messenger."""
    return not any(name in request.cookies for name in (cookies.session_name(), cookies.SIZE))


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
    if request.endpoint is None or request.method not in SAFE:
        return _same_path(tag)
    address = url_for(request.endpoint, **{**(request.view_args or {}), "lang": tag})
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}" if asked else address


def _same_path(tag: str) -> str:
    """For what has no page of its own: a missing page's path, or the form that was sent."""
    first, _, rest = request.path.lstrip("/").partition("/")
    return f"/{tag}/{quote(rest)}" if first in offered() and _can_be_opened() else url_for("web.home", lang=tag)


def _can_be_opened() -> bool:
    """Whether this address can be asked for again; one that only takes posts cannot."""
    return request.method in SAFE or bool(current_app.url_map.bind("").test(request.path, method="GET"))


def _here() -> str:
    if not _can_be_opened():
        return url_for("web.home", lang=current_language().tag)
    query = request.query_string.decode("ascii", "replace")
    return quote(request.path) + (f"?{query}" if query else "")


def frame() -> dict[str, Any]:
    """The variables of `base.html`."""
    policy = policy_of(request.endpoint)
    is_for_all = policy is not None and policy.is_for_all
    prebuilt = is_for_all or is_prebuilt()
    viewer = current_viewer()
    settings = current_app.config
    return {
        "lang": current_language(),
        "alternates": alternates(),
        "here": _here(),
        "text_size": text_size(),
        "call": None if prebuilt else current_call(),
        "viewer": viewer if viewer.person_id and not is_for_all else None,
        "site_name": "Savodxon",
        "help_phone": settings["HELP_PHONE"],
        "help_telegram": settings["HELP_TELEGRAM"],
        "prebuilt": prebuilt,
        "inline_css": _inline_css,
        "csrf_token": None if prebuilt else csrf.token(),
        "asset": asset_path,
        "head": head() if is_for_visitor() and request.method in SAFE else None,
        "site_preview": site_preview,
        "picture_url": picture_url,
        "shows_letters": get_outbox().shows_letters,
    }


def _inline_css(sheet: str) -> Markup:
    """A sheet to stand in the page; the answer's header allows just this one."""
    g.inline_css = inline_css(sheet)
    return Markup(g.inline_css)  # noqa: S704 - our own file


def site_preview() -> Preview:
    """The picture of a page that has none of its own, in the language of the page."""
    return Preview(
        language=current_language().tag,
        over=_("Bepul onlayn kurslar"),
        title=_("Davlat xizmatlaridan oʻzingiz foydalaning"),
        facts=(_("bepul"), _("qisqa darslar"), _("sertifikat beriladi")),
        host=public_host(),
    )


def moment_text(moment: datetime) -> str:
    """A moment as people in Tashkent write it: the day and the time."""
    return f"{format_date(day_of(moment), current_language().tag)}, {moment.astimezone(TASHKENT):%H:%M}"


def megabytes(size: int) -> str:
    """A size in bytes as people are told it before they load something: at least a tenth of a megabyte."""
    return str(format_decimal(max(round(size / 1e6, 1), 0.1)))


def in_each_language() -> Iterable[dict[str, Any]]:
    """The addresses of a page that exists once a language."""
    return [{"lang": tag} for tag in offered()]


def install(app: Flask) -> None:
    """Give templates their frame."""
    app.context_processor(frame)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["day"] = lambda day: format_date(day, current_language().tag)
