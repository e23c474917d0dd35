"""What a text costs as an SMS: its alphabet, its parts, and the plain signs that keep Latin Uzbek in the cheap one.

An SMS of the GSM alphabet holds 160 characters, 153 in each part of a longer one; any letter outside of it, the ʻ of
oʻzbek as well, makes the whole text UCS-2: 70, then 67 (3GPP TS 23.038 and 23.040).
"""

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = "^{}\\[~]|€"
"""Each of these takes the place of two."""
_PLAIN = str.maketrans(
    {
        "ʻ": "'",
        "ʼ": "'",
        "‘": "'",
        "’": "'",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
    }
)

ONE, EACH = 160, 153
ONE_WIDE, EACH_WIDE = 70, 67


def plain(text: str) -> str:
    """The text with typewriter signs for ʻ ʼ « » — …, as people type them in an SMS; other letters stay."""
    return text.translate(_PLAIN)


def count_parts(text: str) -> int:
    """How many messages this text is sent and paid as."""
    if all(char in _BASIC or char in _EXTENDED for char in text):
        return _parts(sum(2 if char in _EXTENDED else 1 for char in text), ONE, EACH)
    return _parts(len(text.encode("utf-16-be")) // 2, ONE_WIDE, EACH_WIDE)


def _parts(size: int, one: int, each: int) -> int:
    return 1 if size <= one else -(-size // each)
