"""What in a running text is nobody's to touch: addresses, placeholders, code, tags, file names, numerals.

Each pattern is bounded, so that a hostile text costs no more than its length.
"""

import re
from collections.abc import Iterable

from app.kernel.alphabets.letters import APOSTROPHES, LATIN

_ZONES = (
    "uz|com|org|net|ru|gov|edu|info|int|io|ai|app|dev|me|tv|kz|kg|tj|eu|uk|us|de|fr|kr|jp|cn|tr|ua|ee|sg|"
    "example|test|local|invalid|localhost"
)
_ENDINGS = (
    "apk|xapk|aab|exe|msi|ipa|scr|pdf|docx?|xlsx?|pptx?|odt|ods|txt|csv|md|ya?ml|json|xml|html?|zip|rar|7z|"
    "jpe?g|png|gif|svg|webp|mp3|mp4|webm|ogg|avi|mov|vtt|pfx|p12"
)
_CASES = "(?:lar)?(?:ning|niki|ni|ga|gacha|dagi|dan|dek|day|dir|da|li|mi|chi)*+(?!\\w)"
"""What may hang on an address: my.gov.uzdagi, .apkni."""
_PATH = r"[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]'’…*_|]"

_KEPT = (
    r"<!--(?s:.*?)(?:-->|\Z)",
    r"<(?P<tag>code|kbd|samp|pre|script|style)\b[^<>]*>(?s:.{0,1000}?)</(?P=tag)\s*>",
    r"</?[A-Za-z](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>",
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});",
    r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$?\{[^{}\n]*\}",
    r"%\([A-Za-z_]\w*\)[\#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|(?<!\d)%[sd](?![A-Za-z])",
    rf"(?<![{LATIN}`])(?P<ticks>`++)[^\n]+?(?<!`)(?P=ticks)(?![`{LATIN}])",
    rf"\b(?:[A-Za-z][A-Za-z0-9+.\-]{{1,15}}://|(?:mailto|tel|sms):(?=\S)|www\.){_PATH}",
    r"(?<![\w.@+\-])[\w.+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,8}[A-Za-z]{2,24}(?!\w)",
    r"(?<!\w)[A-Za-z0-9]++(?:_[A-Za-z0-9]+)++(?!\w)",
    r"(?<!\w)@[A-Za-z]\w++|(?<![\w&])\#[A-Za-z]\w++",
    r"(?<![\w/)\].])/[a-z][\w.\-]*+(?:/[\w.\-]*+)+",
    r"(?<!\w)(?:[A-Z]{1,4}\d[\dA-Z]*+|\d++[GDK])(?!\w)",
)
_ADDRESS = (
    rf"(?<![\w.@\-])(?:\.|(?=\w))(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{{0,62}}+)\.){{0,8}}(?<=\.)(?:{_ZONES}|{_ZONES.upper()})(?:(?::\d+)?/(?:{_PATH})?|:\d+)?"
    rf"|(?<![\w.\-])(?:[\w\-]{{1,80}}+\.){{0,6}}(?:(?<=\.)|\.)(?:{_ENDINGS})"
)
"""Bare domains and file names: my.gov.uz, id.egov.uz/x, ariza.pdf, .apk."""
_NUMERAL = r"(?<!\w)(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"

_ONLY_SMALL = re.compile("[IVX]+")
_LONG_ENOUGH = 3
_NEAR = 40
"""Characters before a letter that say whether it is an initial."""
_SURNAME = re.compile(
    rf"\.\s?(?:[A-Z][a-z]?[{APOSTROPHES}]?\.\s?)*[A-Z][{LATIN}{APOSTROPHES}]*"
    r"(?:[oe]v|[oe]va|iy|aya|in|ina|zoda|boy|xon|jon|bek|ovich|evich|ovna|evna)\b",
)
_NAME = re.compile(rf"\.\s?(?:[A-Z][a-z]?[{APOSTROPHES}]?\.\s?)*[A-Z][{LATIN}]")


def kept_pattern(phrases: Iterable[str]) -> str:
    """Alternatives of one expression: the groups `kept` and `numeral`, and `address` and `phrase` with what hangs on.

    An address is followed by `cases` (suffixes or nothing), a phrase by `tail` (any small letters).
    """
    names = "|".join(re.escape(phrase) for phrase in phrases) or "(?!)"
    return (
        f"(?P<kept>{'|'.join(_KEPT)})|(?P<numeral>{_NUMERAL})"
        rf"|(?P<address>{_ADDRESS})(?P<cases>[{APOSTROPHES}]?{_CASES}|(?!\w))"
        rf"|(?<![\w.@\-])(?P<phrase>{names})(?P<tail>[a-z{APOSTROPHES}]*+)(?!\w)"
    )


def is_numeral(match: re.Match[str]) -> bool:
    """Whether a well-formed Roman numeral is meant as one: not an initial (`V. Karimov`), nor a word like DI or MI."""
    numeral, text = match[0], match.string
    if len(numeral) == 1:
        return numeral in "IVX" and not _is_initial(text, match.start(), match.end())
    return _ONLY_SMALL.fullmatch(numeral) is not None or len(numeral) >= _LONG_ENOUGH or numeral in ("XL", "XC", "LX")


def _is_initial(text: str, start: int, end: int) -> bool:
    """A letter and a full stop before a name. At the start of a line it numbers a heading, unless a surname follows."""
    if text[end : end + 1] != ".":
        return False
    line = text[max(0, start - _NEAR) : start].rpartition("\n")[2].strip(" #*>_-")
    follows = _SURNAME if not line else _NAME
    return follows.match(text, end) is not None or (line.endswith(".") and len(line.split()[-1]) <= _LONG_ENOUGH)
