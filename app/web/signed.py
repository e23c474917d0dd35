"""Ids in addresses that leave the site in messages: short, signed for one purpose.

A person's id is random; the seal of 48 bits keeps others from trying ids that they saw elsewhere.
"""

import base64
import hmac
import uuid

from flask import current_app

SEAL = 6
"""Bytes."""
_ID = 16


def sign_id(id_: str, purpose: str) -> str:
    """The id as a token of 30 letters."""
    raw = uuid.UUID(id_).bytes
    return _write(raw + _seal(raw, purpose))


def read_id(token: str, purpose: str) -> str | None:
    """The id in a token; None when it was not signed here for this purpose."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if len(raw) != _ID + SEAL or _write(raw) != token or not hmac.compare_digest(raw[_ID:], _seal(raw[:_ID], purpose)):
        return None
    return str(uuid.UUID(bytes=raw[:_ID]))


def _write(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _seal(raw: bytes, purpose: str) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, purpose.encode() + b"\0" + raw, "sha256")[:SEAL]
