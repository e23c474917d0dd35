"""Marks in a lesson's HTML for what is put there when the page is made. A mark shows nothing by itself."""

import re
from collections.abc import Collection

_SECTION = re.compile(r'<h2 id="(?P<id>[a-z][a-z0-9-]*)">.*?</h2>', re.DOTALL)


def place(kind: str, key: str) -> str:
    """The mark of a film, a quiz or a narration."""
    return f"<!--{kind} {key}-->"


def with_narrations(html: str, sections: Collection[str]) -> str:
    """The HTML with a mark below the heading of each of these sections."""

    def mark(match: re.Match[str]) -> str:
        return match[0] + (place("narration", match["id"]) if match["id"] in sections else "")

    return _SECTION.sub(mark, html)
