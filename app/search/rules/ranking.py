"""In which order passages are shown, and which of them make one hit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from app.search.rules.vocabulary import Level, Meaning
from app.search.types import Kind

FACTORS = {Level.EXACT: 1.0, Level.INFLECTED: 0.9, Level.BEGINS: 0.6, Level.LOOSE: 1.0, Level.MENDED: 1.0}
"""What a word is worth by how near it is; loose and mended ones come after all others anyway."""

Thing = TypeVar("Thing")


class Field(IntEnum):
    """Where in a passage a word stands, and what it is worth there."""

    TITLE = 8
    TERM = 6
    HEADING = 4
    BODY = 1


class Nearness(IntEnum):
    """How a word was found; of several the worst counts."""

    SURE = 0
    LOOSE = 1
    MENDED = 2


_NEARNESS = {Level.LOOSE: Nearness.LOOSE, Level.MENDED: Nearness.MENDED}


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The keys of a passage, by where they stand."""

    kind: Kind
    title: frozenset[str]
    heading: frozenset[str]
    body: frozenset[str]

    def each(self) -> tuple[tuple[Field, frozenset[str]], ...]:
        """The fields and what stands there."""
        own = Field.TERM if self.kind is Kind.TERM else Field.TITLE
        return (own, self.title), (Field.HEADING, self.heading), (Field.BODY, self.body)


@dataclass(frozen=True, kw_only=True, order=True)
class Score:
    """How well a passage answers: the smaller the better, from the top down."""

    missing: float
    """What of the words asked for is not there, by weight."""
    nearness: Nearness
    worth: float
    """Negative: more is better."""


def score(fields: Fields, meanings: Sequence[Meaning]) -> Score:
    """How well a passage answers."""
    found = [(meaning.weight, _best(fields, meaning)) for meaning in meanings]
    return Score(
        missing=round(sum(weight for weight, best in found if best is None), 2),
        nearness=max((best[0] for _weight, best in found if best), default=Nearness.MENDED),
        worth=round(sum(weight * best[1] for weight, best in found if best), 4),
    )


def _best(fields: Fields, meaning: Meaning) -> tuple[Nearness, float] | None:
    """The nearest and most telling place of a word; None where it is not."""
    places = (
        (_NEARNESS.get(meaning.words[key], Nearness.SURE), -field * FACTORS[meaning.words[key]])
        for field, keys in fields.each()
        for key in meaning.words.keys() & keys
    )
    return min(places, default=None)


def gathered(ranked: Iterable[Thing], target_of: Callable[[Thing], str]) -> list[list[Thing]]:
    """Things with the same target together, where the first of them stood."""
    found: dict[str, list[Thing]] = {}
    for thing in ranked:
        found.setdefault(target_of(thing), []).append(thing)
    return list(found.values())
