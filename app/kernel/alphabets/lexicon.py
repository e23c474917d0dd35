"""What rules cannot know: loan stems, names that stay in Latin, and a course's own words. One word at a time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from app.kernel.alphabets import cyrillic, latin
from app.kernel.alphabets.letters import APOSTROPHES, CYRILLIC, LATIN, cased_like, spell
from app.kernel.alphabets.suffixes import is_suffix_chain

_HERE = Path(__file__).parent
_LONGEST = 64
"""Letters. A longer run is no word: it goes by rule, unread and not remembered."""
_MEMORY = 50_000
"""Words remembered by a lexicon; a whole release has about a fifth of that."""

_COMPOUNDING = frozenset(
    """
    agro avia avto aero anti audio bio video vitse gidro giper gipo evro eko ekstra elektro energo zoo inter foto
    kiber kino makro mega meteo metro mikro mini moto mono multi narko nano neyro neft osteo poli psixo radio
    retro spets stereo sub super tele termo trans ultra
    """.split(),  # noqa: SIM905 - a table of words is read faster than fifty quoted ones
)
"""First parts that join a loan: fotoalbom is фотоальбом."""

_NOT_UZBEK = re.compile(r"w|c(?!h)|[^a-zʻʼ]")
"""Letters, in a spelled word in lower case, that no Uzbek word has."""
_ENTRY = re.compile(rf"(?:(?P<latin>[{LATIN}{APOSTROPHES}]+)(?P<sign>[=>]))?(?P<stem>[{CYRILLIC}]+)(?P<mark>[*!]?)")
_TWO_CASES = re.compile(r"[a-z][A-Z]")
_ABBREVIATION = re.compile(r"(?:[A-Z]ʻ?|Sh|Ch|Yo|Yu|Ya|Ye)+")
"""What may stand before the suffixes of an Uzbek abbreviation: JShShIR, AQSh, OʻzR apart."""


class Stem(NamedTuple):
    """The Cyrillic of a stem, and what may follow it: `*` anything, `!` nothing, else only suffixes."""

    cyrillic: str
    mark: str

    def takes(self, rest: str) -> bool:
        """Whether a Latin word may go on like this after the stem."""
        return not rest or self.mark == "*" or (not self.mark and is_suffix_chain(rest))


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Words that are spelled by knowledge, not by rule. Make one and keep it: it remembers what it has spelled.

    `never` holds words and phrases that stay in Latin, in the case given. `overrides` pairs a Latin word with its
    Cyrillic, for both directions. `loans` are stems as in `loans.txt`: `цемент`, `нефть*`, `budjet=бюджет`; a
    ValueError says which is not.
    """

    never: tuple[str, ...] = ()
    overrides: tuple[tuple[str, str], ...] = ()
    loans: tuple[str, ...] = ()

    def extended(
        self,
        *,
        never: Iterable[str] = (),
        overrides: Mapping[str, str] | None = None,
        loans: Iterable[str] = (),
    ) -> "Lexicon":
        """This lexicon with more words, which win over what is here."""
        return replace(
            self,
            never=(*self.never, *never),
            overrides=(*self.overrides, *(overrides or {}).items()),
            loans=(*self.loans, *loans),
        )

    def to_cyrillic(self, word: str) -> str:
        """One Latin word, as typed, in Cyrillic; a name keeps its letters (OneID-га), a foreign word stays whole."""
        if len(word) > _LONGEST:
            return cyrillic.by_rule(spell(word))
        found = self._in_cyrillic.get(word)
        if found is None:
            found = _remember(self._in_cyrillic, word, self._spell_cyrillic(word))
        return found

    def to_latin(self, word: str) -> str:
        """One Cyrillic word in the Latin of 1995."""
        if len(word) > _LONGEST:
            return latin.by_rule(word)
        found = self._in_latin.get(word)
        if found is None:
            found = _remember(self._in_latin, word, self._spell_latin(word))
        return found

    def name_in(self, word: str) -> str:
        """The name that a Latin word is, or begins with before a suffix; empty when there is none."""
        if word in self._names:
            return word
        for end in range(len(word) - 1, 1, -1):
            if word[:end] in self._names and is_tail(word[end:]):
                return word[:end]
        return ""

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """What never changes and is not one run of letters: `Play Market`, `E-IMZO`, `MP3`; the longest first."""
        return tuple(sorted({name for name in self.never if not name.isalpha()}, key=len, reverse=True))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.never)

    @cached_property
    def _stems(self) -> Mapping[str, Stem]:
        """Stems by their Latin, in lower case, also in the older spelling that writes every ц as ts."""
        found: dict[str, Stem] = {}
        for entry in self.loans:
            written, _, stem, mark = parts(entry)
            found.setdefault(latin.by_rule(stem.replace("ц", "тс")), Stem(stem, mark))
            found[written or latin.by_rule(stem)] = Stem(stem, mark)
        return found

    @cached_property
    def _odd_stems(self) -> Mapping[str, str]:
        """Latin by Cyrillic, for loans whose Latin is not letter for letter; without a last ь."""
        return {stem.rstrip("ь"): written for written, sign, stem, _ in map(parts, self.loans) if sign == "="}

    @cached_property
    def _own_cyrillic(self) -> Mapping[str, str]:
        return {spell(written).lower(): word for written, word in self.overrides}

    @cached_property
    def _own_latin(self) -> Mapping[str, str]:
        return {word.lower(): spell(written) for written, word in self.overrides}

    @cached_property
    def _in_cyrillic(self) -> dict[str, str]:
        return {}

    @cached_property
    def _in_latin(self) -> dict[str, str]:
        return {}

    def _spell_cyrillic(self, word: str) -> str:
        spelled = spell(word)
        own = self._own_word(spelled)
        if own is not None:
            return own
        name = self.name_in(word)
        if name:
            return name + tail_in_cyrillic(word[len(name) :])
        lower = spelled.lower()
        if _NOT_UZBEK.search(lower) or _is_foreign_name(spelled):
            return word
        return self._loan(spelled, lower) or cyrillic.by_rule(spelled)

    def _own_word(self, spelled: str) -> str | None:
        """An override, alone or before suffixes."""
        lower = spelled.lower()
        for end in range(len(lower), 0, -1):
            own = self._own_cyrillic.get(lower[:end])
            if own is not None and is_suffix_chain(lower[end:]):
                return _cased(own, spelled[:end]) + cyrillic.by_rule(spelled, end)
        return None

    def _loan(self, spelled: str, lower: str) -> str | None:
        found = self._stem_of(lower)
        if found:
            end, stem = found
            return self._with_tail(stem, spelled, end)
        for cut in range(2, min(len(lower) - 3, 8)):
            if lower[:cut] in _COMPOUNDING and (found := self._stem_of(lower[cut:])):
                end, stem = found
                return cyrillic.by_rule(spelled[:cut]) + self._with_tail(stem, spelled[cut:], end)
        return None

    def _stem_of(self, lower: str) -> tuple[int, Stem] | None:
        for end in range(len(lower), 1, -1):
            stem = self._stems.get(lower[:end])
            if stem and stem.takes(lower[end:]):
                return end, stem
        return None

    @staticmethod
    def _with_tail(stem: Stem, spelled: str, end: int) -> str:
        written = stem.cyrillic.rstrip("ь") if spelled[end:] else stem.cyrillic
        return cased_like(written, spelled[:end]) + cyrillic.by_rule(spelled, end)

    def _spell_latin(self, word: str) -> str:
        lower = word.lower()
        for end in range(len(lower), 0, -1):
            own, odd = self._own_latin.get(lower[:end]), self._odd_stems.get(lower[:end])
            if own is not None and is_suffix_chain(latin.by_rule(lower[end:])):
                return _cased(own, word[:end]) + latin.by_rule(word[end:])
            if odd is not None and is_suffix_chain(latin.by_rule(lower[end:].lstrip("ь"))):
                return cased_like(odd, word[:end]) + latin.by_rule(word[end:].lstrip("ьЬ"))
        return latin.by_rule(word)


def is_stem(entry: str) -> bool:
    """Whether an entry for `loans` is well formed."""
    return _ENTRY.fullmatch(entry) is not None


def parts(entry: str) -> tuple[str, str, str, str]:
    """Latin, sign, Cyrillic and mark of a stem's entry, in lower case; Latin is empty where it goes by rule."""
    match = _ENTRY.fullmatch(entry)
    if match is None:
        raise ValueError(f"not a stem: {entry!r}")
    return spell(match["latin"] or "").lower(), match["sign"] or "", match["stem"].lower(), match["mark"]


def _remember(memory: dict[str, str], word: str, spelled: str) -> str:
    if len(memory) >= _MEMORY:
        memory.clear()
    memory[word] = spelled
    return spelled


def is_tail(tail: str) -> bool:
    """Whether what follows a name is suffixes in small letters, after an apostrophe or not."""
    tail = spell(tail.lstrip(APOSTROPHES))
    return tail.islower() and is_suffix_chain(tail)


def tail_in_cyrillic(tail: str) -> str:
    """The suffixes after a name, which stays Latin: joined by a hyphen, so that no word is in two scripts."""
    return f"-{cyrillic.by_rule(spell(tail.lstrip(APOSTROPHES)))}" if tail else ""


def _is_foreign_name(spelled: str) -> bool:
    """Capitals inside a word, where it is not an Uzbek abbreviation with its suffixes."""
    if not _TWO_CASES.search(spelled):
        return False
    head = _ABBREVIATION.match(spelled)
    return head is None or not is_suffix_chain(spelled[head.end() :])


def _cased(own: str, written: str) -> str:
    """An override in the case of what it replaces, unless its own capitals say more."""
    return own if not own.islower() else cased_like(own, written)


@cache
def standard_lexicon() -> Lexicon:
    """The words that come with the house: `loans.txt` and `names.txt`."""
    names = _entries("names.txt")
    return Lexicon(
        never=tuple(name.replace("_", " ") for name in names if "=" not in name),
        overrides=tuple((written, word) for written, _, word in (name.partition("=") for name in names) if word),
        loans=_entries("loans.txt"),
    )


def _entries(file: str) -> tuple[str, ...]:
    lines = (_HERE / file).read_text(encoding="utf-8").splitlines()
    return tuple(entry for line in lines if not line.startswith("#") for entry in line.split())
