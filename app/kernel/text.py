"""What people type, made fit to keep: readable by every database, one spelling, no hidden characters.

The sender is told what is wrong (`BadTextError`); nothing is cut off in silence.
"""

import re
import unicodedata

from app.kernel.errors import BadTextError, TextProblem
from app.kernel.uzbek import normalise_apostrophes

NAME_LIMIT = 90
_NAME_LETTERS = 3
_NAME_SIGNS = frozenset(" -.'`´‘’ʻʼ′")
_SPACES = frozenset("\t\n\v\f\r")
_LINE_END = re.compile(r"\r\n|\r|\n")
_GAP = re.compile(r"\n{3,}")
_HOPELESS = 8
"""A text this many times over its limit is refused before any work is spent on it."""


def clean_line(text: str, limit: int) -> str:
    """One line of human text in NFC: trimmed, single spaces, without zero-width and bidi characters.

    `limit` counts characters after cleaning, as a database column does; every letter of our languages is one.
    May be empty. Raises BadTextError: TOO_LONG, or UNREADABLE for NUL, other controls and lone surrogates.
    """
    if len(text) > limit * _HOPELESS:
        raise BadTextError(TextProblem.TOO_LONG)
    line = " ".join("".join(_visible(char) for char in text).split())
    line = unicodedata.normalize("NFC", line)
    if len(line) > limit:
        raise BadTextError(TextProblem.TOO_LONG)
    return line


def clean_text(text: str, limit: int) -> str:
    """Several lines of human text, each cleaned as `clean_line` does; one empty line at most between two others.

    `limit` counts characters after cleaning, line ends too. May be empty. Raises BadTextError as `clean_line`.
    """
    if len(text) > limit * _HOPELESS:
        raise BadTextError(TextProblem.TOO_LONG)
    lines = [clean_line(line, limit * _HOPELESS) for line in _LINE_END.split(text)]
    cleaned = _GAP.sub("\n\n", "\n".join(lines)).strip("\n")
    if len(cleaned) > limit:
        raise BadTextError(TextProblem.TOO_LONG)
    return cleaned


def _visible(char: str) -> str:
    """The character itself, a space for any line break, nothing for a format character (category Cf)."""
    if char in _SPACES:
        return " "
    match unicodedata.category(char):
        case "Cc" | "Cs":
            raise BadTextError(TextProblem.UNREADABLE)
        case "Cf":
            return ""
        case _:
            return char


def clean_name(text: str) -> str:
    """A person's name as they write it: 3 to 90 characters of Latin or Cyrillic letters, spaces, `-`, `.`, apostrophes.

    The apostrophes that people type in Latin words become the right ones: `G'ulom` is kept as `Gʻulom`.
    Raises BadTextError: TOO_LONG, UNREADABLE, NOT_A_NAME or TOO_FEW_LETTERS (fewer than three).
    """
    name = normalise_apostrophes(clean_line(text, NAME_LIMIT))
    letters = [char for char in name if char not in _NAME_SIGNS]
    if not all(_is_name_letter(char) for char in letters):
        raise BadTextError(TextProblem.NOT_A_NAME)
    if len(letters) < _NAME_LETTERS:
        raise BadTextError(TextProblem.TOO_FEW_LETTERS)
    return name


def _is_name_letter(char: str) -> bool:
    """Certificates are printed with fonts of these two scripts, and passports are written in them."""
    return char.isalpha() and unicodedata.name(char, "").startswith(("LATIN ", "CYRILLIC "))
