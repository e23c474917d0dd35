"""Proof that a post comes from our own page.

A page made for one person carries a token, bound to the browser's cookie and without expiry: a form left open for a day
still works. A page kept for all visitors carries none; its posts prove themselves by Sec-Fetch-Site or Origin, and a
browser that sends neither is shown a page with a token to confirm.
"""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from flask import Response, current_app, g, request

from app.kernel.errors import BadInputError, Kind
from app.web import cookies

FIELD = "_token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MASK = 16
HOLE = "\ue000token\ue000"
"""Stands for the token in a page that is kept; no text that we write holds it."""


class ForgedPostError(BadInputError):
    """A post without proof that it is ours."""

    kind = Kind.BAD_INPUT


class UnprovenPostError(ForgedPostError):
    """A post from a browser that says nothing of where it comes from: the person is asked to confirm."""


def token() -> str:
    """The token for forms on this page; masked anew each time, so that compressed pages give nothing away."""
    if g.get("keeps_page"):
        return HOLE
    mask = secrets.token_bytes(_MASK)
    return mask.hex() + bytes(a ^ b for a, b in zip(mask, _proof(binding()), strict=True)).hex()


def demand_proof(*, is_open_post: bool, is_one_click: bool = False) -> None:
    """Raise unless this request may change something."""
    if request.method in SAFE or _has_token():
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if is_one_click and site is None and origin is None and says_one_click():
        return
    if site is None and origin in {None, "null"}:
        raise UnprovenPostError if is_open_post else ForgedPostError
    is_ours = site == "same-origin" if site else urlsplit(origin or "").netloc == request.host
    if not (is_open_post and is_ours):
        raise ForgedPostError


def says_one_click() -> bool:
    """Whether a mailbox asks for its owner, as RFC 8058 has it; no browser's form of ours says these words."""
    return request.form.get("List-Unsubscribe") == "One-Click"


def remember(response: Response) -> Response:
    """Send the cookie that this page's token is bound to, when it is new."""
    fresh = g.get("confirm_cookie")
    if fresh:
        cookies.put(response, cookies.CONFIRM, fresh, seconds=None)
    return response


def browser_key() -> str:
    """Names the browser behind this request, by a cookie that every page with a form has given it."""
    return hashlib.sha256(binding().encode("utf-8", "surrogateescape")).hexdigest()


def binding() -> str:
    """What the browser will send back with the form: the session that this answer opens, or one of its cookies.

    One that has neither is given a cookie with this answer.
    """
    own = g.get("fresh_session") or cookies.read(cookies.session_name())
    bound = own or cookies.read(cookies.CONFIRM) or g.get("confirm_cookie")
    if not bound:
        bound = g.confirm_cookie = secrets.token_urlsafe(16)
    return str(bound)


def _proof(bound: str) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, b"csrf\0" + bound.encode("utf-8", "surrogateescape"), hashlib.sha256)[:_MASK]


def _has_token() -> bool:
    try:
        sent = bytes.fromhex(request.form.get(FIELD, ""))
    except ValueError:
        return False
    if len(sent) != 2 * _MASK:
        return False
    plain = bytes(a ^ b for a, b in zip(sent[:_MASK], sent[_MASK:], strict=True))
    bindings = (cookies.read(cookies.session_name()), cookies.read(cookies.CONFIRM))
    return any(hmac.compare_digest(plain, _proof(bound)) for bound in bindings if bound)
