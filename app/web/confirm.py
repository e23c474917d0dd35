"""Posts that are kept: to be confirmed by a tap, or to be sent again after signing in. Nothing typed is lost."""

from collections.abc import Iterable
from typing import Any

from flask import Response, current_app, make_response, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from app.web.csrf import FIELD
from app.web.viewer import current_viewer

Fields = list[tuple[str, str]]


def confirm_page(
    action: str, fields: Iterable[tuple[str, str]], *, status: int = 200, is_back: bool = False
) -> Response:
    """A page that sends these fields to `action` when the person says so; with a token this time.

    `is_back`: the person has signed in again, so the browser is not to blame.
    """
    kept = [(name, value) for name, value in fields if name != FIELD]
    return make_response(render_template("web/confirm.html", action=action, fields=kept, is_back=is_back), status)


def keep_page() -> Response:
    """«You are signed out; what you sent is kept»: goes to where one comes in, carrying the post along."""
    fields = [("pending", pack(request.path, request.form.items(multi=True)))]
    page = render_template("web/signed_out.html", action=coming_in(), fields=fields)
    return make_response(page, 401)


def coming_in(**asked: Any) -> str:  # noqa: ANN401 - what stands in the address
    """Where whoever's session is over comes in again: by the pictures at a class computer, else by the password."""
    door = current_viewer().door
    return url_for("centres.class_door", code=door, **asked) if door else url_for("accounts.sign_in", **asked)


def pack(path: str, fields: Iterable[tuple[str, str]]) -> str:
    """A post as text that only we can have written."""
    return str(_signer().dumps([path, [[name, value] for name, value in fields if name != FIELD]]))


def unpack(text: str) -> tuple[str, Fields] | None:
    """The post again; None when the text is not ours."""
    try:
        path, fields = _signer().loads(text)
    except (BadSignature, ValueError):
        return None
    return str(path), [(str(name), str(value)) for name, value in fields]


def _signer() -> URLSafeSerializer:
    secret: Any = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(secret, salt="pending-post")
