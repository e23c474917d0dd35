"""Keys for finding and for sorting: what a person means, whichever alphabet and whichever apostrophe they typed."""

import re
import unicodedata

from app.kernel.alphabets.letters import APOSTROPHES, CYRILLIC, NEW_LETTERS, spell
from app.kernel.alphabets.lexicon import standard_lexicon

_CYRILLIC_RUN = re.compile(f"[{CYRILLIC}]+")
_WITHOUT_SIGNS = str.maketrans("", "", APOSTROPHES)
_NEW = str.maketrans({letter: old.strip("ʻ") for letter, old in NEW_LETTERS.items()})

_LATIN_ORDER = (*"abcdefghijklmnopqrstuvwxyz", "oʻ", "gʻ", "sh", "ch", "ng")
_CYRILLIC_ORDER = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳ"
_LETTER = re.compile(rf"oʻ|gʻ|sh|ch|ng|\d+|[^{APOSTROPHES}]")
_SPACE, _DIGITS, _LATIN, _CYRILLIC, _OTHER = range(5)
_RANK = {letter: (_LATIN, rank) for rank, letter in enumerate(_LATIN_ORDER)} | {
    letter: (_CYRILLIC, rank) for rank, letter in enumerate(_CYRILLIC_ORDER)
}

SortKey = tuple[tuple[tuple[int, int], ...], str]


def fold(text: str) -> str:
    """The key by which typed texts are compared and searched: equal keys mean the same words.

    NFC, one space, small letters (no locale's I), Cyrillic as Latin, the letters of the reform as those of 1995,
    and no apostrophe at all: «Ўзбекистон», `O'zbekiston`, `Oʻzbekiston` and `Özbekiston` are one.
    """
    line = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    words = standard_lexicon()
    latin = _CYRILLIC_RUN.sub(lambda run: words.to_latin(run[0]).lower(), line)
    return latin.translate(_NEW).translate(_WITHOUT_SIGNS)


def sort_key(text: str) -> SortKey:
    """A key for `sorted` in the order of the Uzbek alphabets: oʻ gʻ sh ch ng after z; ў қ ғ ҳ after я; Latin first.

    Case and the tutuq belgisi count only between words that are otherwise equal; numbers sort by their value.
    """
    line = spell(unicodedata.normalize("NFC", text).casefold())
    return tuple(_rank(letter) for letter in _LETTER.findall(line)), text


def _rank(letter: str) -> tuple[int, int]:
    if letter in _RANK:
        return _RANK[letter]
    if letter.isdecimal():
        return _DIGITS, int(letter[:18])
    return (_SPACE, 0) if letter.isspace() else (_OTHER, ord(letter))
