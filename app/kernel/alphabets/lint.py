"""Words that look wrong in one of the two alphabets: for the checks of written content and of served pages."""

import re
from collections.abc import Iterator

from app.kernel.alphabets.letters import APOSTROPHES, CYRILLIC, LATIN
from app.kernel.alphabets.spans import kept_pattern

_LETTER = f"[{LATIN}{CYRILLIC}]"
_SIGN = f"[{APOSTROPHES}]"
_TOKENS = re.compile(rf"{kept_pattern(())}|(?P<word>{_LETTER}(?:{_LETTER}|{_SIGN}(?={_LETTER})|[ʻʼ])*)")
_LATIN_LETTER = re.compile(f"[{LATIN}]")
_CYRILLIC_LETTER = re.compile(f"[{CYRILLIC}]")
_MEETING = re.compile(f"[{CYRILLIC}]{_SIGN}*[{LATIN}]|[{LATIN}]{_SIGN}*[{CYRILLIC}]")
"""Where two scripts touch, as they do in every word of both; a text without it need not be read word by word."""
_WRONG_SIGN = re.compile(
    rf"[{CYRILLIC}]{_SIGN}|{_SIGN}[{CYRILLIC}]|(?![ʻʼ]){_SIGN}|(?<![OoGg])ʻ|(?<=[OoGg])ʼ",
)
_DOUBTFUL = re.compile("тси(?:я|он|ал)", re.IGNORECASE)


def mixed_script_words(text: str) -> tuple[str, ...]:
    """Words with letters of both scripts: a slip of the keyboard layout, which looks right and is never found.

    Addresses, tags, placeholders and code are not looked at.
    """
    if not _MEETING.search(text):
        return ()
    return tuple(word for word in _words(text) if _LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word))


def leftover_apostrophes(text: str) -> tuple[str, ...]:
    """Words with a sign that is not theirs: any inside Cyrillic; in Latin all but ʻ after o and g, ʼ elsewhere."""
    return tuple(word for word in _words(text) if _WRONG_SIGN.search(word))


def doubtful_ts(text: str) -> tuple[str, ...]:
    """Cyrillic words with «тсия», «тсион» or «тсиал», where Uzbek has ц: a transliteration that was not ours."""
    return tuple(word for word in _words(text) if _DOUBTFUL.search(word))


def _words(text: str) -> Iterator[str]:
    return (token["word"] for token in _TOKENS.finditer(text) if token["word"])
