"""Nothing real: numbers of nobody, addresses that lead nowhere, no link out of the scenario."""

import re

from app.content.check.scenarios.told import Told
from app.content.schema.pieces import Piece
from app.kernel.personal_numbers import NOBODYS_ZONE, PINFL_DIGITS, digits_of, is_card, is_pinfl, phone_zone, runs_in

SAMPLES = frozenset({"31210632040244", "31210932040247", "40201902050010"})
"""PINFLs that the state has published as samples."""
NOBODYS_CARD = "0000"
"""No payment system gives cards that begin so."""
_CARD_LENGTH = 16
_PHONE = re.compile(r"(?:\+\s*)?998[\s()-]*\d\d(?:[\s()-]*\d){7}(?!\d)")
_LINK = re.compile(
    r"\]\(\s*<?(?P<href>[a-z][a-z0-9+.-]*:[^)\s>]*|//[^)\s>]*)|<(?P<auto>(?:https?|mailto):[^>]*)>", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:https?://|[\w.+-]+@|(?<![\w.@-]))(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w-])", re.IGNORECASE
)
_ZONES = frozenset(
    {"uz", "com", "ru", "org", "net", "info", "site", "online", "top", "xyz", "me", "app", "io", "co", "su"}
)
_OFFICIAL = ("gov.uz", "egov.uz", "lex.uz")
"""Real names that a text may tell; never as a link."""


def check_safety(told: Told) -> None:
    """Every word of one text, and the persona."""
    for name, value in told.facts.persona.items():
        _number(told, value, told.line(f"persona.{name}"))
    for piece in told.text.words.pieces:
        for place, text in enumerate(piece.text.split("\n")):
            _number(told, text, piece.line + place)
            _addresses(told, text, piece.line + place)
            _links(told, piece, text, piece.line + place)


def _number(told: Told, text: str, line: int) -> None:
    for run in runs_in(text):
        if (is_pinfl(run) or len(run) == PINFL_DIGITS) and run not in SAMPLES:
            says = f"`{run}` may be a living person's: use one of the published samples {', '.join(sorted(SAMPLES))}."
            told.error(line, "real-pinfl", says)
        if (is_card(run) or len(run) == _CARD_LENGTH) and not run.startswith(NOBODYS_CARD):
            told.error(line, "real-card", f"`{run}` may be somebody's card: begin the number with {NOBODYS_CARD}.")
    for found in _PHONE.finditer(text):
        if phone_zone(digits_of(found[0])) not in {None, NOBODYS_ZONE}:
            says = f"`{found[0].strip()}` may be somebody's phone: begin it with +998 {NOBODYS_ZONE}."
            told.error(line, "real-phone", says)


def _addresses(told: Told, text: str, line: int) -> None:
    for found in _ADDRESS.finditer(text):
        host = found["host"].lower()
        is_name = "://" in found[0] or "@" in found[0] or host.rsplit(".", 1)[-1] in _ZONES
        is_told = any(host == name or host.endswith(f".{name}") for name in _OFFICIAL) and "@" not in found[0]
        if is_name and not (host.endswith(".example") or is_told):
            told.error(line, "real-address", f"`{host}` may be somebody's: let the address end in .example.")


def _links(told: Told, piece: Piece, text: str, line: int) -> None:
    for found in _LINK.finditer(text):
        href = (found["href"] or found["auto"])[:60]
        says = f"`{href}` leads out of the exercise ({piece.name}): write the address as `text`, without a link."
        told.error(line, "link-outside", says)
