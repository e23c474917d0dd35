"""The words of the index in one language, and which of them a typed word may mean."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import takewhile
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.kernel.locale import Tag
from app.search.rules.words import LONGEST, key_of, known_key, loose, stems_of, words_of

SHORTEST_TO_MEND = 4
SHORTEST_BEGINNING = 3
SURE_BEGINNING = 4
"""Letters from which on a word is looked for as a beginning even when it is a word itself."""
MOST_WORDS = 40
"""Words that a beginning may stand for: the shortest of them."""
MOST_MENDED = 3
"""Words that a slip may have been meant for."""


class Level(IntEnum):
    """How near a word of the index is to the word typed; the nearer the smaller."""

    EXACT = 0
    INFLECTED = 1
    """Another form of it."""
    BEGINS = 2
    LOOSE = 3
    """Equal but for letters that keyboards put together, or a form of such a word."""
    MENDED = 4
    """One slip away: a letter wrong, missing, too many, or two changed round."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a typed word was taken for: words of the index. Without any it is unknown."""

    typed: str
    words: Mapping[str, Level]
    mended: tuple[str, ...] = ()
    """When it was mended: the words as the site writes them."""
    weight: float = 1.0
    """How much it tells: a rare word more than one that stands everywhere."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of the index: its key, how the site writes it most often, and in how many passages it stands."""

    key: str
    shown: str
    count: int


@dataclass(frozen=True)
class Vocabulary:
    """All words of the index in one language. Make one and keep it: it remembers its tables."""

    language: Tag
    words: tuple[Word, ...] = field(repr=False)
    passages: int

    @cached_property
    def _by_key(self) -> Mapping[str, Word]:
        return {word.key: word for word in self.words}

    @cached_property
    def _by_stem(self) -> Mapping[str, tuple[str, ...]]:
        """Keys by the loose forms of their stems, themselves among them."""
        found: dict[str, set[str]] = defaultdict(set)
        for key in self._by_key:
            for stem in stems_of(key, self.language):
                found[self._loosened(stem)].add(key)
            found[self._loosened(key)].add(key)
        return {stem: tuple(sorted(keys)) for stem, keys in found.items()}

    @cached_property
    def _in_order(self) -> list[tuple[str, str]]:
        """Loose keys and keys, in the order of the letters."""
        return sorted((self._loosened(key), key) for key in self._by_key)

    @cached_property
    def _loose(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for loosened, key in self._in_order:
            found[loosened].append(key)
        return found

    def understand(self, typed: str, *, mends: bool = True) -> Meaning:
        """What this word, in whichever letters it was typed, may mean here. It is mended only when it means nothing."""
        key = key_of(typed)
        words = self._near(key) if key else {}
        shown: tuple[str, ...] = ()
        if not words and mends and len(key) >= SHORTEST_TO_MEND:
            words, shown = self._mend(key)
        return Meaning(typed=typed, words=words, mended=shown, weight=self._weight(words))

    def count_of(self, typed: str) -> int:
        """In how many passages this very word stands."""
        word = self._by_key.get(key_of(typed))
        return word.count if word else 0

    def _loosened(self, key: str) -> str:
        return loose(key, self.language)

    def _near(self, key: str) -> dict[str, Level]:
        found = {key: Level.EXACT} if key in self._by_key else {}
        for level, word in self._forms(key):
            found.setdefault(word, level)
        if len(key) >= SURE_BEGINNING or (not found and len(key) >= SHORTEST_BEGINNING):
            is_alone = not found
            for level, word in self._beginning_with(key):
                if is_alone or level is Level.BEGINS:
                    found.setdefault(word, level)
        return found

    def _forms(self, key: str) -> Iterator[tuple[Level, str]]:
        own = stems_of(key, self.language)
        for stem in sorted({self._loosened(key), *map(self._loosened, own)}):
            for word in self._by_stem.get(stem, ()):
                is_form = not own.isdisjoint(stems_of(word, self.language))
                yield (Level.INFLECTED if is_form else Level.LOOSE), word

    def _beginning_with(self, key: str) -> Iterator[tuple[Level, str]]:
        start = self._loosened(key)
        place = bisect_left(self._in_order, (start, ""))
        following = takewhile(lambda one: self._in_order[one][0].startswith(start), range(place, len(self._in_order)))
        words = sorted((self._in_order[one][1] for one in following), key=lambda word: (len(word), word))
        for word in words[:MOST_WORDS]:
            yield (Level.BEGINS if word.startswith(key) else Level.LOOSE), word

    def _mend(self, key: str) -> tuple[dict[str, Level], tuple[str, ...]]:
        """The words one slip away, with their forms; the most used first."""
        near = _one_slip_from(self._loosened(key), self._loose)
        stems = (stem for stem in stems_of(key, self.language) if len(stem) >= SHORTEST_TO_MEND)
        near = near or {word for stem in stems for word in _one_slip_from(self._loosened(stem), self._by_stem)}
        found: dict[str, Level] = {}
        shown: list[str] = []
        for word in sorted(near, key=lambda one: (-self._by_key[one].count, one)):
            if word not in found and len(shown) < MOST_MENDED:
                shown.append(self._by_key[word].shown)
                forms = (form for level, form in self._forms(word) if level <= Level.INFLECTED)
                found.update(dict.fromkeys((word, *forms), Level.MENDED))
            found.setdefault(word, Level.MENDED)
        return found, tuple(shown)

    def _weight(self, words: Collection[str]) -> float:
        """Of the inverse document frequency (Spärck Jones 1972), kept above zero."""
        count = sum(self._by_key[word].count for word in words)
        return 1 + log((self.passages + 1) / (min(count, self.passages) + 1))


def _one_slip_from(key: str, table: Mapping[str, Iterable[str]]) -> set[str]:
    """What stands in the table under keys that are one edit away (optimal string alignment), and not too short."""
    choices = [one for one in table if len(one) >= SHORTEST_TO_MEND and abs(len(one) - len(key)) <= 1]
    found = process.extract(key, choices, scorer=OSA.distance, score_cutoff=1, limit=None)
    return {word for one, _distance, _place in found for word in table[one]}


def _usual(spellings: Counter[str]) -> str:
    """The most common spelling; in small letters where it is ever written so, and not a name."""
    usual = spellings.most_common(1)[0][0][:LONGEST]
    return usual.lower() if usual.lower() in spellings else usual


class Census:
    """Counts words while an index is made."""

    def __init__(self) -> None:
        self._passages: Counter[Tag] = Counter()
        self._counts: dict[Tag, Counter[str]] = defaultdict(Counter)
        self._spellings: dict[Tag, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))

    def take(self, language: Tag, *texts: str) -> None:
        """Count one passage."""
        keys = set()
        for written in (word[0] for text in texts for word in words_of(text)):
            key = known_key(written)
            if key:
                keys.add(key)
                self._spellings[language][key][written] += 1
        self._passages[language] += 1
        self._counts[language].update(keys)

    def vocabularies(self) -> dict[Tag, Vocabulary]:
        """What was counted, by language."""
        return {
            language: Vocabulary(
                language,
                tuple(
                    Word(key=key, shown=_usual(self._spellings[language][key]), count=count)
                    for key, count in sorted(counts.items())
                ),
                self._passages[language],
            )
            for language, counts in self._counts.items()
        }
