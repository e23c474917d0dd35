"""Whether the rest of a word can be a chain of Uzbek suffixes: what tells `parolni` (a loan) from a chance likeness.

Loose on purpose: it need not know which suffix may follow which, only that nothing else is there.
"""

from functools import lru_cache

_NOUN = frozenset(
    """
    lar im ing i si imiz ingiz m ng miz ngiz yi
    ning ni ga ka qa da dan dagi gacha kacha qacha niki dek day cha
    man san siz dir mi ku chi yu
    lik lig chilik chilig li dosh gina viy iy dor don boz kor gar xona noma shunos simon soz vor parvar
    ta tacha tadan nchi inchi lab larcha lararo aro
    edi ekan emas
    """.split(),  # noqa: SIM905 - a table of suffixes is read faster than sixty quoted ones
)
_TO_VERB = frozenset(("la", "lan", "lash", "lat", "lashtir", "lantir"))
_VERB = frozenset(
    """
    n sh t r l il in ish ish tir dir ma may mas y yap ayap di ydi adi gan digan yotgan ayotgan moq moqda moqchi
    ng ing iz ngiz b ib a ar sa sin lik lig gach guncha ganda masdan uvchi vchi uv v
    """.split(),  # noqa: SIM905 - as above
) | (_NOUN - {"ka", "qa", "kacha", "qacha"})
_LONGEST = max(map(len, _NOUN | _TO_VERB | _VERB))
_TOO_LONG = 40
"""Letters. The longest chains in use have under thirty."""


@lru_cache(maxsize=8192)
def is_suffix_chain(rest: str) -> bool:
    """Whether a lower-case rest of a word (apostrophes right) is nothing or made of suffixes only."""
    if len(rest) > _TOO_LONG:
        return False
    after_noun, after_verb = {0}, set[int]()
    for start in range(len(rest)):
        is_noun, is_verb = start in after_noun, start in after_verb
        if not (is_noun or is_verb):
            continue
        for end in range(start + 1, min(start + _LONGEST, len(rest)) + 1):
            piece = rest[start:end]
            if is_noun and piece in _NOUN:
                after_noun.add(end)
            if (is_noun and piece in _TO_VERB) or (is_verb and piece in _VERB):
                after_verb.add(end)
    return len(rest) in after_noun | after_verb
