"""Keys and signatures as text: base58 in Bitcoin's alphabet behind a `z` (W3C Controlled Identifiers 1.0, 2.4)."""

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
"""How a public Ed25519 key begins as a Multikey."""


def to_multibase(data: bytes) -> str:
    """The bytes as `z…`."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[rest] + digits
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + _ALPHABET[0] * zeros + digits


def from_multibase(text: str) -> bytes:
    """The bytes again; ValueError for anything but `z` and base58."""
    digits = text.removeprefix("z")
    if digits == text or not set(digits) <= set(_ALPHABET):
        raise ValueError("not base58")
    number = 0
    for digit in digits:
        number = number * len(_ALPHABET) + _ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip(_ALPHABET[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def to_multikey(public: bytes) -> str:
    """A raw Ed25519 key as verifiers of Data Integrity proofs read it."""
    return to_multibase(_ED25519 + public)
