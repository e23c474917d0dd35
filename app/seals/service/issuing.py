"""What leaves with our name: seals, credentials, a PDF's signature, lists. Signed by the key of its day, or not at all.

Nothing here writes to the database, so it may be asked outside of any transaction (a printing job does).
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app

from app.kernel import clock
from app.kernel.files import write_whole
from app.seals.queries import folder_of_keys, get_public_list, issuer_address, list_keys
from app.seals.rules.badge import bake
from app.seals.rules.choosing import choose_key
from app.seals.rules.credential import method_of, status_list_of
from app.seals.rules.lists import message_of, to_base64url, wrap, write_list
from app.seals.rules.payload import encode, to_digits
from app.seals.rules.proof import sign_credential, sign_document
from app.seals.service.keyfiles import KeyFileError, PrivateKey, open_key
from app.seals.types.facts import CredentialFacts, SealFacts
from app.seals.types.keys import Fault, Gone, KeyRecord, KeyUse, NoKeyError, PaperSigner, Trouble

NEWEST_DAY = "newest-day"
"""Holds the last day on which something was sealed: a clock that says an earlier one was set back."""


def can_issue() -> Trouble | None:
    """What keeps certificates from being issued now; None when all is well. Never raises."""
    try:
        for use in (KeyUse.SEAL, KeyUse.PAPER):
            _open(use, clock.today())
        _check_clock()
    except NoKeyError as error:
        return error.trouble
    return None


def seal(facts: SealFacts) -> str:
    """The digits that stand in the QR. NoKeyError when issuing is off, ValueError for facts that no certificate has."""
    record, private = _sealing(facts.issued_on)
    digits = to_digits(encode(facts, record.kid, private.sign))
    _note_day()
    return digits


def make_credential(facts: CredentialFacts) -> bytes:
    """The Open Badges 3.0 credential, the same bytes for the same facts. NoKeyError, ValueError."""
    record, private = _sealing(facts.issued_on)
    return sign_credential(facts, record.kid, private.sign)


def paper_signer(day: date | None = None) -> PaperSigner:
    """What signs a PDF of this day (today's, when none is named). NoKeyError."""
    record, private = _open(KeyUse.PAPER, day or clock.today())
    _check_clock()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return PaperSigner(key_pem=pem.decode(), chain_pem=record.chain_pem)


def sign_list(text: str) -> tuple[str, str]:
    """The name of the key in use, and its signature over a list's inner text in base64url. NoKeyError."""
    record, private = _sealing(clock.today())
    return record.kid, to_base64url(private.sign(message_of(text)))


def make_list(gone: Mapping[int, Gone]) -> str:
    """The public list of this moment as it is served; `gone` by status index. NoKeyError."""
    text = write_list(get_public_list(gone))
    return wrap(text, *sign_list(text))


def sign_status_list(number: int, gone: Iterable[int]) -> bytes:
    """The status list of this number as a credential of today, as JSON; `gone` are status indices. NoKeyError."""
    record, private = _sealing(clock.today())
    document: dict[str, Any] = status_list_of(issuer_address(), number, gone, clock.today())
    return sign_document(document, clock.today(), method_of(issuer_address(), record.kid), private.sign)


def bake_badge(credential: bytes) -> bytes:
    """A picture (SVG) that carries a credential of ours."""
    return bake(credential)


def _sealing(day: date) -> tuple[KeyRecord, Ed25519PrivateKey]:
    record, private = _open(KeyUse.SEAL, day)
    _check_clock()
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(record.use)
    return record, private


def _open(use: KeyUse, day: date) -> tuple[KeyRecord, PrivateKey]:
    keys = [one for one in list_keys() if one.use is use]
    if not keys:
        raise _off(Fault.NO_KEY, f"There is no {use} key.", "flask --app wsgi certificates keys new")
    if day > clock.today():
        raise _off(Fault.CLOCK_BACK, f"{day} is to come: the clock says {clock.today()}.", SET_CLOCK)
    record = choose_key(keys, use, day)
    if record is None:
        raise _no_window(keys, use, day)
    try:
        return record, open_key(folder_of_keys(), record, current_app.config["SEAL_KEY"])
    except KeyFileError as error:
        raise NoKeyError(error.trouble) from error


SET_CLOCK = "Set the clock: timedatectl set-ntp true"


def _no_window(keys: list[KeyRecord], use: KeyUse, day: date) -> NoKeyError:
    first = min(one.window.starts_on for one in keys)
    if day < first and day == clock.today():
        says = f"The clock says {day}; our first {use} key begins on {first}: it was set back."
        return _off(Fault.CLOCK_BACK, says, SET_CLOCK)
    says = f"No {use} key of ours may sign for {day}: each is closed, withdrawn, or began later."
    return _off(Fault.NOT_IN_WINDOW, says, "Look: flask --app wsgi certificates keys list")


def _check_clock() -> None:
    """NoKeyError when something was sealed on a later day than the clock says."""
    newest = _newest_day()
    if newest is not None and clock.today() < newest:
        says = f"The clock says {clock.today()}, and something was sealed on {newest}: it was set back."
        raise _off(Fault.CLOCK_BACK, says, SET_CLOCK)


def _newest_day() -> date | None:
    with suppress(OSError, ValueError):
        return date.fromisoformat((folder_of_keys() / NEWEST_DAY).read_text().strip())
    return None


def _note_day() -> None:
    today = clock.today()
    if _newest_day() != today:
        write_whole(folder_of_keys() / NEWEST_DAY, today.isoformat().encode())


def _off(fault: Fault, says: str, do: str) -> NoKeyError:
    return NoKeyError(Trouble(fault=fault, says=says, do=do))
