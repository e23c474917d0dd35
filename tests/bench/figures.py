"""A figure as it is kept in build/bench.json, and how rounds become one: medians, measured in turn."""

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

ROUNDS = 6
Measure = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. `ratio` is value / baseline; `least` and `most` are its range over the rounds."""

    name: str
    value: float
    unit: str
    budget: float
    is_ok: bool
    baseline: float | None = None
    ratio: float | None = None
    least: float | None = None
    most: float | None = None
    note: str = ""

    def row(self) -> dict[str, Any]:
        """As JSON, with `ok` and `range`."""
        kept = asdict(self)
        kept["ok"] = kept.pop("is_ok")
        kept["range"] = [kept.pop("least"), kept.pop("most")]
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in kept.items()}


def at_most(name: str, value: float, unit: str, budget: float, *, note: str = "") -> Figure:
    """A figure without a baseline: bytes, counts."""
    return Figure(name=name, value=value, unit=unit, budget=budget, is_ok=value <= budget, note=note)


def in_turn(
    name: str, unit: str, ours: Measure, bare: Measure, *, budget: float, more_is_better: bool, rounds: int = ROUNDS
) -> Figure:
    """Ours and the baseline measured in turn, so that a drifting machine meets both alike.

    The order changes each round; the ratio is the median of the rounds' ratios. A first round of each is thrown away.
    """
    ours(), bare()
    pairs = []
    for number in range(rounds):
        if number % 2:
            theirs, mine = bare(), ours()
        else:
            mine, theirs = ours(), bare()
        pairs.append((mine, theirs))
    ratios = [mine / theirs for mine, theirs in pairs]
    ratio = statistics.median(ratios)
    return Figure(
        name=name,
        value=statistics.median(mine for mine, _ in pairs),
        unit=unit,
        baseline=statistics.median(theirs for _, theirs in pairs),
        ratio=ratio,
        least=min(ratios),
        most=max(ratios),
        budget=budget,
        is_ok=ratio >= budget if more_is_better else ratio <= budget,
    )


def table(figures: list[Figure]) -> str:
    """The figures for people."""
    lines = [f"{'':2} {'figure':28} {'value':>12} {'baseline':>12} {'ratio (range)':>22} {'budget':>9}"]
    for figure in figures:
        ratio = f"{figure.ratio:.2f} ({figure.least:.2f}-{figure.most:.2f})" if figure.ratio is not None else ""
        bare = f"{figure.baseline:,.2f}" if figure.baseline is not None else ""
        mark = "" if figure.is_ok else "!"
        said = "; ".join(word for word in (figure.unit, figure.note) if word)
        lines.append(
            f"{mark:2} {figure.name:28} {figure.value:>12,.2f} {bare:>12} {ratio:>22} {figure.budget:>9,g}  {said}"
        )
    return "\n".join(lines)
