"""Names as people here spell them: in either script, with h for x, the surname first or last."""

import re

from rapidfuzz.distance import OSA

from app.kernel.uzbek import fold, mixed_script_words

_ALIKE = 0.9
_SHORTEST = 8
"""Letters; shorter names that differ in one are two names."""
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
_TO_LATIN = str.maketrans("АВЕКМНОРСТХУІаеорсхукі", "ABEKMHOPCTXYIaeopcxyki")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTXYIaeopcxyki", "АВЕКМНОРСТХУІаеорсхукі")
"""Letters that look the same in both scripts: what a keyboard left in the wrong layout puts into a word."""


def name_key(name: str) -> str:
    """The same for all spellings of a name: its words without script, apostrophes and order, x as h."""
    return " ".join(sorted(fold(name).replace("x", "h").replace("-", " ").split()))


def is_alike(one: str, other: str) -> bool:
    """Whether two names may well be one person's: the same words, or a slip of the keyboard apart."""
    first, second = name_key(one), name_key(other)
    if first == second:
        return True
    is_long = min(len(first), len(second)) >= _SHORTEST
    return is_long and OSA.normalized_similarity(first, second) >= _ALIKE


def is_mixed(name: str) -> bool:
    """Whether a word holds letters of both scripts."""
    return bool(mixed_script_words(name))


def mend_mixed(name: str) -> str:
    """The name with each mixed word in the script of most of its letters, where the others only look alike."""
    for word in mixed_script_words(name):
        is_latin = len(_LATIN.findall(word)) >= len(_CYRILLIC.findall(word))
        mended = word.translate(_TO_LATIN if is_latin else _TO_CYRILLIC)
        name = name if is_mixed(mended) else name.replace(word, mended)
    return name
