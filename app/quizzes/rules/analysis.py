"""How the questions of a quiz do: classical test theory, in one pass and in little memory.

Attempts are told one after another; only sums are kept, so that ten thousand cost no more room than ten. Where each
attempt draws other questions, what was not asked is missing by design: every figure of a question uses the attempts
that asked it, every figure of a pair those that asked both.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

LEAST = 30
"""Answers below which nothing is said of a question: chance moves such figures too much."""
LONGEST = 3600
"""Seconds; whoever takes longer has been away."""
WEAK, EASY, HARD = 0.1, 0.95, 0.2


class Doubt(StrEnum):
    """What is dubious about a question."""

    MISLEADS = "misleads"
    """Those who do well elsewhere do worse here: perhaps the key is wrong, or the question misleads."""
    TELLS_LITTLE = "tells-little"
    TOO_EASY = "too-easy"
    TOO_HARD = "too-hard"
    IDLE_OPTION = "idle-option"
    """A wrong option that nobody chooses."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question of one attempt: points earned of those to be had, what was chosen, seconds taken."""

    points: float
    possible: float
    chosen: tuple[str, ...] = ()
    is_unknown: bool = False
    is_empty: bool = False
    seconds: int | None = None


@dataclass
class Pair:
    """Sums of two numbers that come together: enough for their covariance and correlation."""

    n: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Tell one more pair."""
        self.n += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    @property
    def covariance(self) -> float:
        """Of the sample (n - 1); 0 for fewer than two."""
        return (self.xy - self.x * self.y / self.n) / (self.n - 1) if self.n > 1 else 0.0

    @property
    def correlation(self) -> float | None:
        """Pearson's; None where one of the two never differs."""
        if self.n < 2:  # noqa: PLR2004 - one point makes no line
            return None
        spread = (self.xx - self.x * self.x / self.n) * (self.yy - self.y * self.y / self.n)
        if spread <= 1e-12 * self.n * self.n:
            return None
        return max(-1.0, min(1.0, (self.xy - self.x * self.y / self.n) / math.sqrt(spread)))


@dataclass
class Tally:
    """What is known of one question so far."""

    shares: Pair = field(default_factory=Pair)
    """The share of the points earned, and the share earned on all other questions of the paper."""
    own: Pair = field(default_factory=Pair)
    """The points, twice: for their variance."""
    chosen: Counter[str] = field(default_factory=Counter)
    seconds: Counter[int] = field(default_factory=Counter)
    unknown: int = 0
    empty: int = 0

    def add(self, one: Answered, rest: float | None) -> None:
        """Tell one more answer; `rest` is None where the paper asks nothing else."""
        share = one.points / one.possible if one.possible else 0.0
        self.own.add(one.points, one.points)
        self.shares.add(share, 0.0 if rest is None else rest)
        self.chosen.update(one.chosen)
        self.unknown += one.is_unknown
        self.empty += one.is_empty
        if one.seconds is not None:
            self.seconds[min(max(one.seconds, 0), LONGEST)] += 1


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is said of one question."""

    n: int
    facility: float
    """The mean share of the points, 0 to 1: «difficulty» p of Lord & Novick, Statistical Theories of Mental Test
    Scores, 1968, 15.3; the higher, the easier."""
    discrimination: float | None
    """Correlation with the share earned on the other questions (corrected item-total, or item-rest, correlation:
    Guilford, Fundamental Statistics in Psychology and Education, 1965, ch. 18; for right/wrong answers it is the
    point-biserial). Leaving the question itself out keeps it from correlating with itself."""
    chosen: Mapping[str, int]
    unknown: int
    empty: int
    median_seconds: float | None


class Analysis:
    """All tallies of a quiz."""

    def __init__(self) -> None:
        self.attempts = 0
        self._asked = 0
        self._tallies: dict[str, Tally] = {}
        self._pairs: dict[tuple[str, str], Pair] = {}

    def add(self, answers: Mapping[str, Answered]) -> None:
        """Tell one attempt: its questions by their version."""
        self.attempts += 1
        self._asked += len(answers)
        points = sum(one.points for one in answers.values())
        possible = sum(one.possible for one in answers.values())
        for id_, one in answers.items():
            left = possible - one.possible
            rest = (points - one.points) / left if left else None
            self._tallies.setdefault(id_, Tally()).add(one, rest)
        for first, second in combinations(sorted(answers), 2):
            pair = self._pairs.setdefault((first, second), Pair())
            pair.add(answers[first].points, answers[second].points)

    def items(self) -> dict[str, Item]:
        """What is said of each question, by its version."""
        return {id_: _item(tally) for id_, tally in self._tallies.items()}

    def alpha(self) -> float | None:
        """Cronbach's alpha of a paper (Psychometrika 16, 1951, 297-334), by mean variance v and mean covariance c.

        k c / (v + (k - 1) c), with k the mean number of questions that a paper asks: for a quiz that always asks the
        same it is the usual k/(k-1) (1 - sum of variances / variance of the sum). None where it means nothing: fewer
        than two questions or attempts, or no differences at all.
        """
        pairs = [pair for pair in self._pairs.values() if pair.n > 1]
        variances = [tally.own.covariance for tally in self._tallies.values() if tally.own.n > 1]
        if self.attempts < 2 or not pairs or not variances:  # noqa: PLR2004 - as the text says
            return None
        k = self._asked / self.attempts
        covariance = sum(pair.covariance for pair in pairs) / len(pairs)
        variance = sum(variances) / len(variances)
        whole = variance + (k - 1) * covariance
        return k * covariance / whole if whole > 1e-12 else None  # noqa: PLR2004 - rounding of sums


def _item(tally: Tally) -> Item:
    shares = tally.shares
    return Item(
        n=shares.n,
        facility=shares.x / shares.n,
        discrimination=shares.correlation,
        chosen=dict(tally.chosen),
        unknown=tally.unknown,
        empty=tally.empty,
        median_seconds=median(tally.seconds),
    )


def median(counted: Mapping[int, int]) -> float | None:
    """The median of numbers that come with how often each is there; None of none."""
    total = sum(counted.values())
    if not total:
        return None
    return (_nth(counted, (total - 1) // 2) + _nth(counted, total // 2)) / 2


def _nth(counted: Mapping[int, int], place: int) -> int:
    seen = 0
    for number in sorted(counted):
        seen += counted[number]
        if seen > place:
            return number
    raise IndexError(place)


def doubts(item: Item, wrong_options: Iterable[str] = ()) -> tuple[Doubt, ...]:
    """What is dubious, the gravest first; nothing while there are too few answers to say."""
    if item.n < LEAST:
        return ()
    found: list[Doubt] = []
    if item.discrimination is not None and item.discrimination < 0:
        found.append(Doubt.MISLEADS)
    elif item.discrimination is not None and item.discrimination < WEAK and HARD <= item.facility <= EASY:
        found.append(Doubt.TELLS_LITTLE)
    if item.facility < HARD:
        found.append(Doubt.TOO_HARD)
    if item.facility > EASY:
        found.append(Doubt.TOO_EASY)
    if item.facility <= EASY and any(not item.chosen.get(key) for key in wrong_options):
        found.append(Doubt.IDLE_OPTION)
    return tuple(found)


def seconds_of(started: float, given: Sequence[tuple[str, float]]) -> dict[str, int]:
    """How long each question took: from the first answer before it, or the start, to the first answer to it."""
    found: dict[str, int] = {}
    before = started
    for id_, moment in sorted(given, key=lambda one: one[1]):
        if id_ not in found:
            found[id_] = int(max(moment - before, 0))
            before = moment
    return found
