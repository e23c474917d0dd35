"""When a session was used last, as a signed cookie: a class computer ends it by itself, without a write."""

from datetime import UTC, datetime, timedelta

from flask import current_app, g
from itsdangerous import BadSignature, URLSafeSerializer

from app.kernel import clock
from app.web import cookies

COARSE = timedelta(minutes=1)
"""The cookie is given anew once a minute at most."""


def seen_at(session_id: str) -> datetime | None:
    """When this session was used last; None when the browser does not say, or says it of another session."""
    try:
        named, seconds = _signer().loads(cookies.read(cookies.SEEN) or "")
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (BadSignature, TypeError, ValueError, OverflowError):
        return None
    return moment if named == session_id and moment <= clock.now() + COARSE else None


def note(session_id: str) -> None:
    """It is used now: the answer to this request tells the browser so."""
    known = seen_at(session_id)
    if known is None or clock.now() - known > COARSE:
        g.seen_now = _signer().dumps([session_id, int(clock.now().timestamp())])


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="seen")
