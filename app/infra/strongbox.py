"""Small secrets that must be read again, kept so that a copied database tells nothing: AES-GCM (NIST SP 800-38D).

Each is bound to what it is about, so that one moved to another row does not open.
"""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class SealedElsewhereError(ValueError):
    """It was not sealed with this key, or not about this."""


def seal(key: str, secret: str, *, about: str) -> str:
    """The secret, so that only this key opens it, and only when asked about the same thing."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_bytes(key)).encrypt(nonce, secret.encode(), about.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(key: str, sealed: str, *, about: str) -> str:
    """The secret again. SealedElsewhereError."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
        return AESGCM(_bytes(key)).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealedElsewhereError(about) from error


def _bytes(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
