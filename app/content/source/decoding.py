"""Bytes of a written file to text: UTF-8 with or without a mark, any line ends; everything else is refused by line."""

import re
import unicodedata

from app.content.source.report import refuse

TEXT_LIMIT = 256 * 1024
"""Bytes. A long lesson has 12,000."""
BANK_LIMIT = 4 * 1024 * 1024
"""Bytes of a quiz: a bank of a hundred questions has 120,000, one of thousands may come from elsewhere."""

_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, and marks that turn text round so that it reads differently from what it says."""
_BOM = "\ufeff"


def decode(data: bytes, file: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text in NFC with plain line ends. RefusedError names the line of the first byte that is no text."""
    if len(data) > limit:
        raise refuse(file, 1, "too-large", f"The file is larger than {limit // 1024} kB: split it.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(file, 1, "encoding", "The file is in UTF-16: save it as UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise refuse(file, line, "encoding", "This line is not UTF-8 text: save the file as UTF-8.") from None
    text = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    if found := _BAD.search(text):
        line = 1 + text.count("\n", 0, found.start())
        sign = f"U+{ord(found[0]):04X}"
        raise refuse(file, line, "control-character", f"This line holds the invisible character {sign}: delete it.")
    return unicodedata.normalize("NFC", text)
