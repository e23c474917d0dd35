"""The public list: which keys are ours, and which certificates are gone. JSON in a signed JSON, for verifiers offline.

`{"list": "<JSON text>", "kid": …, "signature": …}`; Ed25519 over `savodxon-list-1` and the text as it stands. A list is
signed by a key that it names itself, so it must be had from a place that one trusts; the signature then tells that
nothing was lost or changed on the way.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.seals.rules.days import day_number, day_of_number
from app.seals.rules.payload import kid_of
from app.seals.types.keys import BadListError, Gone, PaperKey, PublicKey, PublicList, Window

LIST_1 = b"savodxon-list-1"
REVOKED, REPLACED = 1, 2
LARGEST = 64 << 20
"""Bytes; a list with a million certificates that are gone has a quarter of it."""


def message_of(text: str) -> bytes:
    """What is signed for a list with this inner text."""
    return LIST_1 + text.encode()


def write_list(what: PublicList) -> str:
    """The inner text: the same for the same facts."""
    plain = {
        "issuer": what.issuer,
        "organiser": what.organiser,
        "made": int(what.made_at.timestamp()),
        "keys": [{"kid": one.kid, "public": to_base64url(one.public), **_days(one.window)} for one in what.keys],
        "papers": [{"public": to_base64url(one.public), **_days(one.window)} for one in what.papers],
        "gone": [
            [index, day_number(gone.on), REPLACED if gone.is_replaced else REVOKED]
            for index, gone in sorted(what.gone.items())
        ],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def wrap(text: str, kid: str, signature: str) -> str:
    """The list as it is served."""
    return json.dumps({"list": text, "kid": kid, "signature": signature}, ensure_ascii=False)


def read_list(served: bytes) -> PublicList:
    """A list as it was served. BadListError when it is none, or was changed."""
    if len(served) > LARGEST:
        raise BadListError("it is larger than any list of ours")
    try:
        outer = json.loads(served)
        text, kid, signature = outer["list"], str(outer["kid"]), from_base64url(outer["signature"])
        found = read_text(text)
    except BadListError:
        raise
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise BadListError(f"it cannot be read ({type(error).__name__})") from error
    if not any(one.kid == kid and _has_signed(one, text, signature) for one in found.keys):
        raise BadListError("its signature does not fit: it was changed, or not whole")
    return found


def read_text(text: str) -> PublicList:
    """The inner text alone, as it stands. ValueError, KeyError or TypeError when it is none."""
    plain: dict[str, Any] = json.loads(text)
    return PublicList(
        issuer=str(plain["issuer"]),
        organiser=str(plain["organiser"]),
        made_at=datetime.fromtimestamp(plain["made"], UTC),
        keys=tuple(_key(one) for one in plain["keys"]),
        papers=tuple(PaperKey(public=from_base64url(one["public"]), window=_window(one)) for one in plain["papers"]),
        gone=dict(_gone(plain["gone"])),
    )


def _key(plain: Mapping[str, Any]) -> PublicKey:
    public = from_base64url(plain["public"])
    if kid_of(public) != plain["kid"]:
        raise BadListError("a key in it has another name than its own")
    return PublicKey(kid=kid_of(public), public=public, window=_window(plain))


def _gone(rows: Iterable[Any]) -> Iterable[tuple[int, Gone]]:
    for index, day, how in rows:
        if how not in {REVOKED, REPLACED} or type(index) is not int:
            raise BadListError("what is gone in it has no meaning")
        yield index, Gone(on=day_of_number(day), is_replaced=how == REPLACED)


def _has_signed(key: PublicKey, text: str, signature: bytes) -> bool:
    if key.window.withdrawn_on is not None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message_of(text))
    except InvalidSignature:
        return False
    return True


def _days(window: Window) -> dict[str, int | None]:
    days = {
        "from": day_number(window.starts_on),
        "to": None if window.ends_on is None else day_number(window.ends_on),
    }
    return days if window.withdrawn_on is None else days | {"withdrawn": day_number(window.withdrawn_on)}


def _window(plain: Mapping[str, Any]) -> Window:
    end, withdrawn = plain["to"], plain.get("withdrawn")
    return Window(
        starts_on=day_of_number(plain["from"]),
        ends_on=None if end is None else day_of_number(end),
        withdrawn_on=None if withdrawn is None else day_of_number(withdrawn),
    )


def to_base64url(data: bytes) -> str:
    """Base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The bytes again. ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
