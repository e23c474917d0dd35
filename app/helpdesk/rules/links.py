"""Links in answers: only our own lessons become links, official addresses stay as text, all others are refused."""

import re

_ADDRESS = re.compile(
    r"(?:https?://|www\.)(?P<host>[^\s/:?#]+)|\b(?P<chat>t\.me|bit\.ly|goo\.gl|tinyurl\.com)/", re.IGNORECASE
)
_OFFICIAL = ("gov.uz", "egov.uz", "lex.uz")
_PATH = r"/(?:uz-Cyrl|uz|ru)/courses/[a-z0-9/-]*"

Piece = tuple[str, str | None]
"""Words, and the path that they lead to, if any."""


def has_foreign_link(text: str, own_host: str) -> bool:
    """Whether a text names an address that is neither ours nor an official one."""
    return any(not _is_good(match, own_host) for match in _ADDRESS.finditer(text))


def _is_good(match: re.Match[str], own_host: str) -> bool:
    host = (match["host"] or match["chat"]).lower().rstrip(".,;)»").removeprefix("www.")
    return host == own_host or any(host == one or host.endswith(f".{one}") for one in _OFFICIAL)


def split_links(line: str, own_origin: str) -> tuple[Piece, ...]:
    """A line in pieces; those that are addresses of our lessons have their path."""
    pattern = re.compile(rf"(?<![\w/.:])(?:{re.escape(own_origin)})?(?P<path>{_PATH})")
    pieces: list[Piece] = []
    place = 0
    for match in pattern.finditer(line):
        pieces += [(line[place : match.start()], None), (match.group(), match["path"])]
        place = match.end()
    return tuple(piece for piece in [*pieces, (line[place:], None)] if piece[0])
