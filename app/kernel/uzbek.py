"""Uzbek in its two alphabets: transliteration, search keys, sorting and spelling checks. The engine is in `alphabets/`.

Texts are authored in the Latin of 1995, with oʻ and gʻ in U+02BB and the tutuq belgisi in U+02BC.
"""

from app.kernel.alphabets.lexicon import Lexicon, standard_lexicon
from app.kernel.alphabets.writing import normalise_apostrophes, to_cyrillic, to_latin

__all__ = ["Lexicon", "normalise_apostrophes", "standard_lexicon", "to_cyrillic", "to_latin"]
