"""Uzbek in its two alphabets: transliteration, search keys, sorting, spelling checks. The engine is in `alphabets/`.

Texts are authored in the Latin of 1995, with oʻ and gʻ in U+02BB and the tutuq belgisi in U+02BC.
"""

from app.kernel.alphabets.letters import APOSTROPHES
from app.kernel.alphabets.lexicon import Lexicon, is_stem, standard_lexicon
from app.kernel.alphabets.lint import doubtful_ts, leftover_apostrophes, mixed_script_words
from app.kernel.alphabets.order import SortKey, fold, sort_key
from app.kernel.alphabets.writing import normalise_apostrophes, to_cyrillic, to_latin

__all__ = [
    "APOSTROPHES",
    "Lexicon",
    "SortKey",
    "doubtful_ts",
    "fold",
    "is_stem",
    "leftover_apostrophes",
    "mixed_script_words",
    "normalise_apostrophes",
    "sort_key",
    "standard_lexicon",
    "to_cyrillic",
    "to_latin",
]
