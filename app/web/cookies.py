"""The cookies of the house, and nothing else's."""

from flask import Response, current_app, g, request

SESSION = "savodxon"
"""The session: a random token, hashed at rest. Behind HTTPS it has the __Host- name."""
SIZE = "size"
"""The text size that a reader chose: 1, 2 or 3."""
CONFIRM = "confirm"
"""Binds a token to a browser that has no session yet; says nothing of the person, so pages kept for all still serve."""
PHONE = "phone"
"""Names a phone that several people share, for the picker of faces alone: pages kept for all still serve."""
SEEN = "seen"
"""When the session of a class computer was used last, signed."""

YEAR = 365 * 24 * 3600


def session_name() -> str:
    """The name of the session cookie in this installation."""
    return f"__Host-{SESSION}" if current_app.config["SESSION_COOKIE_SECURE"] else SESSION


def phone_name() -> str:
    """The name of the cookie of a shared phone in this installation."""
    return f"__Host-{PHONE}" if current_app.config["SESSION_COOKIE_SECURE"] else PHONE


def read(name: str) -> str | None:
    """The value of one of our cookies."""
    return request.cookies.get(name)


def put(response: Response, name: str, value: str, *, seconds: int | None, hidden: bool = True) -> None:
    """Give the browser a cookie; `hidden` ones no script can read."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=hidden,
        samesite="Lax",
        path="/",
    )


def drop(response: Response, name: str) -> None:
    """Take a cookie away."""
    response.delete_cookie(
        name, secure=bool(current_app.config["SESSION_COOKIE_SECURE"]), httponly=True, samesite="Lax", path="/"
    )


def keep_session(response: Response) -> Response:
    """Give the browser the session that this request has opened, or take away the one that it has closed."""
    fresh = g.get("fresh_session")
    if fresh:
        put(response, session_name(), fresh, seconds=YEAR)
    elif g.get("closed_session"):
        drop(response, session_name())
    if g.get("seen_now"):
        put(response, SEEN, g.seen_now, seconds=None)
    return response
