"""The seal: a certificate's facts as bytes that only a key of ours can have signed, and as decimal digits for a QR.

Version 1 is `01 | kid(4) | CBOR | signature(64)`; version 2 carries a grant, so that what an offline node seals is
checked before any sync: `02 | root kid(4) | length(2) | CBOR grant | root signature(64) | CBOR | node signature(64)`.
CBOR is RFC 8949 in its deterministic form (section 4.2), signatures are Ed25519 (RFC 8032). One rule: nothing is
decoded before its signature holds, and what is decoded must encode to the same bytes.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.seals.rules.packing import pack_facts, pack_grant, read_facts, read_grant
from app.seals.types.facts import SealFacts
from app.seals.types.keys import Grant, PublicKey
from app.seals.types.papers import Flaw, SealReading

Sign = Callable[[bytes], bytes]
"""Signs a message with the key that is meant; 64 bytes."""

CERTIFICATE_1 = b"savodxon-certificate-1"
CERTIFICATE_2 = b"savodxon-certificate-2"
GRANT_1 = b"savodxon-grant-1"
ROOT, DELEGATED = 1, 2
KID, SIGNATURE, LENGTH = 4, 64, 2
"""Sizes in bytes."""
MOST_DIGITS = 3_000


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, flaw: Flaw, kid: str = "") -> None:
        self.flaw, self.kid = flaw, kid


def kid_of(public: bytes) -> str:
    """The name of a raw public key: the first four bytes of its SHA-256, in hexadecimal."""
    return hashlib.sha256(public).hexdigest()[: 2 * KID]


def encode(facts: SealFacts, kid: str, sign: Sign) -> bytes:
    """A seal of version 1. ValueError for facts that no certificate has."""
    body = bytes([ROOT]) + bytes.fromhex(kid) + pack_facts(facts)
    return body + sign(CERTIFICATE_1 + body)


def make_grant(grant: Grant, kid: str, sign: Sign) -> bytes:
    """The token by which a root key lets a node seal. ValueError for a grant of no days, no key or no name."""
    packed = pack_grant(grant)
    root = bytes.fromhex(kid)
    return root + len(packed).to_bytes(LENGTH) + packed + sign(GRANT_1 + root + packed)


def encode_delegated(facts: SealFacts, token: bytes, sign: Sign) -> bytes:
    """A seal of version 2, by the node that holds this token. ValueError as `encode`."""
    body = bytes([DELEGATED]) + token + pack_facts(facts)
    return body + sign(CERTIFICATE_2 + body)


def to_digits(payload: bytes) -> str:
    """The bytes as one big-endian number in decimal digits: half the room of any other text in a QR."""
    return str(int.from_bytes(payload))


def from_digits(digits: str) -> bytes:
    """The bytes again; ValueError for anything that `to_digits` does not write."""
    if not digits.isascii() or not digits.isdecimal() or len(digits) > MOST_DIGITS or digits[0] == "0":
        raise ValueError("not the digits of a seal")
    number = int(digits)
    return number.to_bytes((number.bit_length() + 7) // 8)


def check(digits: str, keys: Iterable[PublicKey], *, today: date, course_key: str | None = None) -> SealReading:
    """What the seal says, or why it is not to be believed.

    `today` only tells whether the key has retired since. With a `course_key` a node's seal must be within its scope:
    the payload itself names no key.
    """
    try:
        payload = from_digits(digits)
    except ValueError:
        return SealReading(flaw=Flaw.NOT_A_SEAL)
    try:
        match payload[0]:
            case 1:
                return _check_root(payload, tuple(keys), today)
            case 2:
                return _check_delegated(payload, tuple(keys), today, course_key)
            case _:
                return SealReading(flaw=Flaw.UNKNOWN_VERSION)
    except _Refused as refused:
        return SealReading(flaw=refused.flaw, kid=refused.kid)


def _check_root(payload: bytes, keys: tuple[PublicKey, ...], today: date) -> SealReading:
    if len(payload) <= 1 + KID + SIGNATURE:
        raise _Refused(Flaw.NOT_A_SEAL)
    body, signature = payload[:-SIGNATURE], payload[-SIGNATURE:]
    key = _signer(keys, body[1 : 1 + KID].hex(), CERTIFICATE_1 + body, signature)
    facts = read_facts(body[1 + KID :])
    if facts is None:
        raise _Refused(Flaw.NOT_A_SEAL, key.kid)
    if not key.window.holds(facts.issued_on):
        raise _Refused(Flaw.OUTSIDE_WINDOW, key.kid)
    return SealReading(facts=facts, kid=key.kid, is_retired=_is_retired(key, today))


def _check_delegated(payload: bytes, keys: tuple[PublicKey, ...], today: date, course_key: str | None) -> SealReading:
    start = 1 + KID + LENGTH
    kid = payload[1 : 1 + KID].hex()
    end = start + int.from_bytes(payload[1 + KID : start])
    after = end + SIGNATURE
    if len(payload) <= after + SIGNATURE:
        raise _Refused(Flaw.NOT_A_SEAL)
    packed = payload[start:end]
    root = _signer(keys, kid, GRANT_1 + bytes.fromhex(kid) + packed, payload[end:after])
    grant = read_grant(packed)
    if grant is None:
        raise _Refused(Flaw.NOT_A_SEAL, kid)
    body, signature = payload[:-SIGNATURE], payload[-SIGNATURE:]
    if not _verifies(grant.node_public, CERTIFICATE_2 + body, signature):
        raise _Refused(Flaw.ALTERED, kid)
    facts = read_facts(body[after:])
    if facts is None:
        raise _Refused(Flaw.NOT_A_SEAL, kid)
    if not root.window.holds(grant.starts_on):
        raise _Refused(Flaw.OUTSIDE_WINDOW, kid)
    is_let = grant.starts_on <= facts.issued_on <= grant.ends_on
    if not is_let or (course_key is not None and not grant.allows(course_key)):
        raise _Refused(Flaw.OUTSIDE_GRANT, kid)
    return SealReading(facts=facts, kid=kid, is_retired=_is_retired(root, today), grant=grant)


def _is_retired(key: PublicKey, today: date) -> bool:
    return key.window.ends_on is not None and key.window.ends_on < today


def _signer(keys: tuple[PublicKey, ...], kid: str, message: bytes, signature: bytes) -> PublicKey:
    """The key of this name that has signed; four bytes may by chance name two."""
    named = [key for key in keys if key.kid == kid]
    if not named:
        raise _Refused(Flaw.UNKNOWN_KEY, kid)
    for key in named:
        if _verifies(key.public, message, signature):
            if key.window.withdrawn_on is not None:
                raise _Refused(Flaw.WITHDRAWN_KEY, kid)
            return key
    raise _Refused(Flaw.ALTERED, kid)


def _verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
