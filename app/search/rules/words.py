"""Words of a text, and the keys under which they are looked for.

The exact key is the kernel's `fold`. The loose key puts together what keyboards put together: x and h, and what a
Russian keyboard types for ў қ ҳ (у к х; ғ and г are one already). Stems take endings off, since Uzbek hangs cases
and persons on its words and Russian changes them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.kernel.locale import LANGUAGES, RU, UZ, Tag
from app.kernel.uzbek import APOSTROPHES, fold

LONGEST = 64
"""Letters of a key: a longer run is no word."""
SHORTEST_STEM = 3

WORD = re.compile(rf"[^\W_](?:[{APOSTROPHES}]?[^\W_])*")
"""Letters and digits, with the signs between them that people type for ʻ and ʼ."""
_LOOSE = {UZ: str.maketrans("xqu", "hko")}
_LOOSE_ELSEWHERE = str.maketrans("x", "h")
"""Other languages have no ў қ ҳ; their х is typed in Latin both ways."""
_NOT_A_KEY = re.compile(r"[\W_]")

_UZBEK = tuple(
    """
    lar ning ni ga ka qa da dan dagi gacha niki si i im ing imiz ingiz m ng miz ngiz lik li
    ish sh moq adi ydi
    """.split()  # noqa: SIM905 - a table of suffixes is read faster than twenty quoted ones
)
"""Number, case, person and a few forms of verbs, as in `kernel/alphabets/suffixes.py`, without apostrophes.

What makes new words of words is left out: it would bring different things together.
"""
_RUSSIAN_ENDINGS = """
    ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею
    а ев ов е иями ями ами еи ии и ией й иям ям ием ам о у ах иях ях ы ь ию ью ю ия ья я
    ть ет ит ют ят ите йте ишь ешь ет
"""
"""Endings of adjectives, nouns and a few of verbs: the lists ADJECTIVE, NOUN and VERB of Martin Porter's Russian
stemmer (snowballstem.org/algorithms/russian/stemmer.html)."""


def words_of(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, where they stand."""
    return WORD.finditer(text)


def key_of(word: str) -> str:
    """The exact key; empty for what is no word."""
    key = _NOT_A_KEY.sub("", fold(word))
    return key if len(key) <= LONGEST else ""


known_key = lru_cache(maxsize=65_536)(key_of)
"""The same for words of the site, which come again and again. What people type is not remembered."""


def loose(key: str, language: Tag) -> str:
    """The loose key of an exact one."""
    return key.translate(_LOOSE.get(_base(language), _LOOSE_ELSEWHERE))


def stems_of(key: str, language: Tag) -> frozenset[str]:
    """What a word may be a form of, itself among it: words with a stem in common are taken for forms of one.

    A set, because letters alone do not tell «telefon-i» from «telefo-ni».
    """
    if _base(language) == UZ:
        return frozenset(_hardened(stem) for stem in _without_suffixes(key))
    if language == RU:
        return frozenset((key, *(key[: -len(end)] for end in _russian() if _can_lose(key, end))))
    return frozenset((key,))


def _base(language: Tag) -> Tag:
    return LANGUAGES[language].derived_from or language


def _without_suffixes(key: str) -> set[str]:
    found, waiting = {key}, [key]
    while waiting:
        word = waiting.pop()
        for shorter in (word[: -len(suffix)] for suffix in _UZBEK if _can_lose(word, suffix)):
            if shorter not in found:
                found.add(shorter)
                waiting.append(shorter)
    return found


def _hardened(stem: str) -> str:
    """With the last consonant as it stands without a suffix: kerag-i is kerak, qishlogʻ-i is qishloq."""
    return f"{stem[:-1]}k" if stem[-1:] in ("g", "q") else stem


def _can_lose(word: str, end: str) -> bool:
    return word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM


@lru_cache(maxsize=1)
def _russian() -> tuple[str, ...]:
    """Russian endings as `fold` writes them after a consonant and after a vowel: е is e, but after и it is ye."""
    ways = (fold(f"{before}{end}")[1:] for end in _RUSSIAN_ENDINGS.split() for before in "би")
    return tuple(sorted({way for way in ways if way}, key=lambda way: (-len(way), way)))
