"""What was typed into the field, as words to look for."""

from app.kernel.text import clean_line
from app.search.rules.words import key_of, words_of

LIMIT = 100
"""Characters of a question."""
MOST_WORDS = 8
"""Words that are looked for: the first ones of a longer question, which says enough by then."""


def words_in(typed: str) -> tuple[str, ...]:
    """The words of a question as they were typed, each once; none when there is no letter and no digit.

    BadTextError: TOO_LONG or UNREADABLE.
    """
    line = clean_line(typed, LIMIT)
    found: dict[str, str] = {}
    for word in words_of(line):
        key = key_of(word[0])
        if key:
            found.setdefault(key, word[0])
    return tuple(found.values())[:MOST_WORDS]
