"""Words that look wrong in one of the two alphabets: for the checks of written content and of served pages."""

import re
from collections.abc import Iterator

from app.kernel.alphabets import latin
from app.kernel.alphabets.letters import APOSTROPHES, CYRILLIC, LATIN
from app.kernel.alphabets.lexicon import Lexicon, is_tail, standard_lexicon
from app.kernel.alphabets.spans import kept_pattern

_LETTER = f"[{LATIN}{CYRILLIC}]"
_SIGN = f"[{APOSTROPHES}]"
_TOKENS = re.compile(rf"{kept_pattern(())}|(?P<word>{_LETTER}(?:{_LETTER}|{_SIGN}(?={_LETTER})|[ʻʼ])*)")
_TWO_SCRIPTS = re.compile(rf"[{LATIN}].*[{CYRILLIC}]|[{CYRILLIC}].*[{LATIN}]")
_NAME_AND_TAIL = re.compile(rf"(?P<name>[{LATIN}]+)(?P<tail>{_SIGN}?[{CYRILLIC}]+)")
_WRONG_SIGN = re.compile(
    rf"[{CYRILLIC}]{_SIGN}|{_SIGN}[{CYRILLIC}]|(?![ʻʼ]){_SIGN}|(?<![OoGg])ʻ|(?<=[OoGg])ʼ",
)
_DOUBTFUL = re.compile("тси(?:я|он|ал)", re.IGNORECASE)


def mixed_script_words(text: str, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """Words with letters of both scripts: a slip of the keyboard layout, which looks right and is never found.

    A name of the lexicon with a Cyrillic suffix (OneIDга) is no slip; addresses, tags and code are not looked at.
    """
    words = lexicon or standard_lexicon()
    return tuple(word for word in _words(text) if _TWO_SCRIPTS.search(word) and not _is_name_with_suffix(word, words))


def leftover_apostrophes(text: str, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """Words with a sign that is not theirs: any inside Cyrillic; in Latin all but ʻ after o and g, ʼ elsewhere.

    A sign between a name and its suffix (Telegram'da) is left to the author.
    """
    words = lexicon or standard_lexicon()
    return tuple(word for word in _words(text) if _WRONG_SIGN.search(word) and not _is_name_with_suffix(word, words))


def doubtful_ts(text: str) -> tuple[str, ...]:
    """Cyrillic words with «тсия», «тсион» or «тсиал», where Uzbek has ц: a transliteration that was not ours."""
    return tuple(word for word in _words(text) if _DOUBTFUL.search(word))


def _words(text: str) -> Iterator[str]:
    return (token["word"] for token in _TOKENS.finditer(text) if token["word"])


def _is_name_with_suffix(word: str, words: Lexicon) -> bool:
    parts = _NAME_AND_TAIL.fullmatch(word)
    if parts is None:
        return len(words.name_in(word)) not in (0, len(word))
    return words.name_in(parts["name"]) == parts["name"] and is_tail(latin.by_rule(parts["tail"]))
