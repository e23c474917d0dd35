"""Refuses text that is known to make the parser run for minutes, before it is handed over."""

import re

LIMIT = 100_000
"""Characters of one piece."""
MOST_OPEN = 200
"""Square brackets left open in one piece; a long lesson has none."""

_RUNS = re.compile(
    r"(?:!?\[[ \t]*){25}"
    r"|(?:!?\[[^\]\n]{0,8}\]\([ \t]*){25}"
    r"|(?:<[a-z!/?]{0,8}[ \t]*){40}"
    r"|(?:>[ \t]*){40}"
    r"|[*_]{60}|`{60}|(?:\*[^*\n]{0,3}){200}|(?:_[^_\n]{0,3}){200}",
    re.IGNORECASE,
)


def find_tangle(text: str) -> int | None:
    """The line, from 0, at which a text is too long or too tangled to render; None when it is neither."""
    if len(text) > LIMIT:
        return 0
    if found := _RUNS.search(text):
        return text.count("\n", 0, found.start())
    open_brackets = text.count("[") - text.count("]")
    return text.count("\n", 0, text.find("[")) if open_brackets > MOST_OPEN else None
