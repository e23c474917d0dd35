"""Running text from one alphabet into the other. Only words change, and the hyphen of a date."""

import re
from functools import lru_cache

from app.kernel.alphabets import latin
from app.kernel.alphabets.letters import CYRILLIC_WORD, LATIN_WORD, spell_signs
from app.kernel.alphabets.lexicon import Lexicon, is_tail, standard_lexicon, tail_in_cyrillic
from app.kernel.alphabets.spans import is_numeral, kept_pattern
from app.kernel.alphabets.suffixes import is_suffix_chain

_MONTHS = [
    "yanvar",
    "fevral",
    "mart",
    "aprel",
    "may",
    "iyun",
    "iyul",
    "avgust",
    "sentabr",
    "oktabr",
    "noyabr",
    "dekabr",
    "sentyabr",
    "oktyabr",
]
_MONTHS_CYRILLIC = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "май",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
]

_LATIN_DATE = rf"(?<![\w.,:])(?P<number>\d{{1,4}})[-‐‑](?=(?P<unit>(?i:yil|{'|'.join(_MONTHS)}))(?P<rest>[A-Za-zʻʼ]*))"
_CYRILLIC_DATE = (
    r"(?<![\w.,:])(?P<number>\d{1,4})[ \u00a0]"
    rf"(?=(?P<unit>(?i:йил|{'|'.join(_MONTHS_CYRILLIC)}))(?P<rest>[а-яёўқғҳ]*))"
)
_DATE_ENDING = re.compile(
    r"(?:lar)?(?:i|im|ing|imiz|ingiz)?n?(?:ning|niki|ni|ga|gacha|gi|dagi|dan|da|cha|dek|day|mi|dir|ku)*+"
)
"""What a month or «yil» in a date may end in: 5-mayda is a date, 5-maydon a field."""
_DAYS = 31
_YEARS = range(1100, 2200)
"""Numbers that before «йил» name a year: «2026 йил» is 2026-yil, but «100 йил» is a hundred years."""

_JOINT = rf"(?P<joint>(?:(?<=[A-Za-z])|(?<=[A-Za-z]\d))-(?=(?P<suffixes>{CYRILLIC_WORD})))"
_PARTICLES = frozenset({"chi", "ku", "yu"})
"""Suffixes that have a hyphen of their own."""

_FOLLOWING = {"cases": "address", "tail": "phrase"}
"""Groups that end a token after the group that names its kind."""
_WORD = re.compile(LATIN_WORD)


@lru_cache(maxsize=16)
def _latin_tokens(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{kept_pattern(phrases)}|(?P<date>{_LATIN_DATE})|(?P<word>{LATIN_WORD})")


@lru_cache(maxsize=16)
def _cyrillic_tokens(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"{kept_pattern(phrases)}|(?P<date>{_CYRILLIC_DATE})|{_JOINT}|(?P<word>{CYRILLIC_WORD})")


def to_cyrillic(text: str, lexicon: Lexicon | None = None) -> str:
    """Uzbek text in Cyrillic letters. Addresses, placeholders, tags, code, names and numerals stay as they are."""
    words = lexicon or standard_lexicon()

    def write(match: re.Match[str]) -> str:
        match match_kind(match):
            case "word":
                return words.to_cyrillic(match[0])
            case "date":
                return f"{match['number']} " if _is_latin_date(match) else match[0]
            case "numeral" if not is_numeral(match):
                return words.to_cyrillic(match[0])
            case "address" if match["cases"]:
                return match["address"] + tail_in_cyrillic(match["cases"])
            case "phrase" if match["tail"]:
                return _phrase(match, words)
        return match[0]

    return _latin_tokens(words.phrases).sub(write, text)


def to_latin(text: str, lexicon: Lexicon | None = None) -> str:
    """Uzbek text in the Latin letters of 1995, with ʻ and ʼ. What stands in Latin already is not touched."""
    words = lexicon or standard_lexicon()

    def write(match: re.Match[str]) -> str:
        match match_kind(match):
            case "word":
                return words.to_latin(match[0])
            case "date" if _is_cyrillic_date(match):
                return f"{match['number']}-"
            case "joint" if _is_joint(match):
                return ""
        return match[0]

    return _cyrillic_tokens(words.phrases).sub(write, text)


def normalise_apostrophes(text: str) -> str:
    """Typed signs inside Latin words made right: U+02BB after o and g, U+02BC elsewhere. Code and names stay."""
    tokens = _latin_tokens(standard_lexicon().phrases)
    return tokens.sub(lambda match: spell_signs(match[0]) if match_kind(match) == "word" else match[0], text)


def match_kind(match: re.Match[str]) -> str:
    """Which alternative of a token expression has matched."""
    last = match.lastgroup or ""
    return _FOLLOWING.get(last, last)


def _phrase(match: re.Match[str], words: Lexicon) -> str:
    """A name of several parts with something hanging on it: suffixes, or it was another word after all."""
    if is_tail(match["tail"]):
        return match["phrase"] + tail_in_cyrillic(match["tail"])
    return _WORD.sub(lambda word: words.to_cyrillic(word[0]), match[0])


def _is_joint(match: re.Match[str]) -> bool:
    """Whether a hyphen joins a Latin name and Cyrillic suffixes, as `to_cyrillic` writes them: OneID-га, not QR-код."""
    suffixes = latin.by_rule(match["suffixes"].lower())
    return suffixes not in _PARTICLES and is_suffix_chain(suffixes)


def _is_latin_date(match: re.Match[str]) -> bool:
    number, unit = match["number"], match["unit"].lower()
    if not _DATE_ENDING.fullmatch(match["rest"].lower()):
        return False
    if unit == "yil":
        return int(number) in _YEARS
    return 0 < int(number) <= _DAYS


def _is_cyrillic_date(match: re.Match[str]) -> bool:
    number, unit = int(match["number"]), match["unit"].lower()
    ending = latin.by_rule(match["rest"].lower().removeprefix("ь"))
    if not _DATE_ENDING.fullmatch(ending):
        return False
    return number in _YEARS if unit == "йил" else 0 < number <= _DAYS
