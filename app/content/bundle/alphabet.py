"""The order in which a reader looks for a word: that of the alphabet of each language."""

from collections.abc import Iterable

from app.content.types.courses import Term
from app.kernel.locale import UZ, UZ_CYRL, Tag
from app.kernel.uzbek import sort_key


def in_alphabet(terms: Iterable[Term], tag: Tag) -> tuple[Term, ...]:
    """Glossary entries as a reader of this language looks for them."""
    if tag in {UZ, UZ_CYRL}:
        return tuple(sorted(terms, key=lambda term: sort_key(term.term)))
    return tuple(sorted(terms, key=lambda term: _plain_key(term.term)))


def _plain_key(word: str) -> tuple[str, str]:
    """By letters, whatever their case; ё stands beside е and counts only between words otherwise equal."""
    small = word.casefold()
    return small.replace("ё", "е"), small
