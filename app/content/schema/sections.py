"""A lesson's body cut into its sections: what is read aloud, and a digest that tells whether it has changed since."""

import hashlib
import re
from collections.abc import Iterator

from app.content.schema.pieces import DIGEST_MARK, Words

_HEADING = re.compile(r"##(?!#).*\{:?[^{}\n]*#(?P<id>[a-z][a-z0-9-]*)[^{}\n]*\}\s*$")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_SILENT = re.compile(r"\*\[[^\]\n]+\]:|\[\^[^\]\n]+\]:")
"""Abbreviations and notes stand at the end of the file and belong to no section."""


def section_digests(words: Words) -> dict[str, str]:
    """Digest of each section's text, by the id of its heading. Code, activities and empty lines say nothing."""
    body = next((piece.text for piece in words.pieces if piece.name == "body"), "")
    texts: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _spoken(body):
        if line.startswith("##") and not line.startswith("###"):
            found = _HEADING.match(line)
            lines = texts.setdefault(found["id"], []) if found else []
        lines.append(line)
    return {id_: _digest(said) for id_, said in texts.items()}


def _spoken(body: str) -> Iterator[str]:
    fence = ""
    for line in body.split("\n"):
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found["fence"].startswith(fence) else fence
        elif found:
            fence = found["fence"]
        elif line.strip() and not _SILENT.match(line):
            yield line.rstrip()


def _digest(lines: list[str]) -> str:
    return DIGEST_MARK + hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
