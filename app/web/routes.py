"""Pages that belong to no other room: the first page, the home page, texts, text size, assets, health."""

from typing import Any

from flask import Response, current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from app.infra.database import db
from app.infra.outbox import get_outbox
from app.infra.rounds import list_shown
from app.kernel.errors import BadInputError, NotFoundError
from app.kernel.locale import get_language
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web import cookies
from app.web.assets import FOREVER, asset_path, assets
from app.web.head import public
from app.web.i18n import current_language, offered, speak
from app.web.pages import SIZES, in_each_language, moment_text
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("web", __name__)

PAGES = ("about", "help", "privacy")


@room.page("/", who=Circle.EVERYONE)
def language() -> AnyResponse:
    """Offer the languages, the browser's own first; a person we know goes on in theirs."""
    known = current_viewer().language
    if known in offered():
        return redirect(url_for("web.home", lang=known), 303)
    own = current_language()
    tags = sorted(offered(), key=lambda tag: tag != own.tag)
    offers = [_offer(tag) for tag in tags]
    speak(own.tag)
    page = make_response(render_template("web/language.html", offers=offers))
    page.headers["Vary"] = "Accept-Language, Cookie"
    return page


def _offer(tag: Any) -> dict[str, str]:  # noqa: ANN401 - a tag of this site
    speak(tag)
    spoken = get_language(tag)
    return {
        "url": url_for("web.home", lang=tag),
        "html_lang": spoken.html_lang,
        "name": spoken.name,
        "prompt": _("Tilni tanlang"),
    }


@room.page("/<lang:lang>/", who=Circle.EVERYONE, prebuilt=in_each_language)
def home(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """What this is, and the one thing to do."""
    return render_template("web/home.html")


def _each_text() -> list[dict[str, Any]]:
    return [{"lang": tag, "page": page} for tag in offered() for page in PAGES]


@room.page("/<lang:lang>/<any(about,help,privacy):page>/", who=Circle.EVERYONE, prebuilt=_each_text)
def page(lang: str, page: str) -> str:  # noqa: ARG001 - as above
    """A page of plain text."""
    return render_template(f"web/{page}.html")


@room.action("/text-size", who=Circle.EVERYONE, open_post=True, for_strangers=True)
def text_size() -> AnyResponse:
    """Remember the text size that the reader chose, and go back to the page."""
    response = make_response(redirect(safe_next(request.form.get("next", "")) or "/", 303))
    size = request.form.get("size", "")
    if size not in SIZES:
        raise BadInputError
    cookies.put(response, cookies.SIZE, size, seconds=cookies.YEAR)
    return response


@room.page("/<lang:lang>/letters/", who=Circle.EVERYONE)
def letters(lang: str) -> str:  # noqa: ARG001 - as above
    """The letters of the last day, for a first look on one machine; there is no such page where letters leave."""
    if not get_outbox().shows_letters:
        raise NotFoundError
    shown = [(letter, moment_text(letter.created_at)) for letter in list_shown()]
    return render_template("web/letters.html", letters=shown)


def _each_asset() -> list[dict[str, Any]]:
    return [{"name": one.path.removeprefix("/static/")} for one in assets().values()]


@room.page("/static/<path:name>", who=Circle.EVERYONE, prebuilt=_each_asset, way_out=True)
def asset(name: str) -> Response:
    """A style, script or icon; its address changes with its bytes."""
    found = next((one for one in assets().values() if one.path == f"/static/{name}"), None)
    if found is None:
        raise NotFoundError
    return Response(found.body, mimetype=found.mimetype, headers={"Cache-Control": FOREVER})


def _once() -> list[dict[str, Any]]:
    return [{}]


@room.page("/robots.txt", who=Circle.EVERYONE, prebuilt=_once)
def robots() -> Response:
    """Everything may be read; a private page says itself that it is not to be listed."""
    text = f"User-agent: *\nDisallow:\n\nSitemap: {public(url_for('courses.sitemap'))}\n"
    return Response(text, mimetype="text/plain", headers={"Cache-Control": "public, max-age=86400"})


@room.page("/favicon.ico", who=Circle.EVERYONE)
def favicon() -> AnyResponse:
    """Where browsers look for an icon when no page has told them."""
    response = redirect(asset_path("icon.svg"), 302)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@room.page("/healthz", who=Circle.EVERYONE)
def healthz() -> AnyResponse:
    """Whether this process can serve: the database answers and a release is published.

    `issuing` is off while certificates cannot be signed: the site serves on, and somebody has to see to the keys.
    """
    release = current_app.extensions["release_digest"]()
    try:
        db.session.execute(text("SELECT 1"))
        is_up = bool(release)
    except SQLAlchemyError:
        is_up = False
    answer = jsonify(
        status="ok" if is_up else "starting",
        version=current_app.config["VERSION"],
        release=release,
        issuing="on" if current_app.extensions["can_issue"]() is None else "off",
    )
    return make_response(answer, 200 if is_up else 503)
