"""Ways through a scenario: what can be reached, what leads nowhere, and which way to a pass earns most."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.content.types.scenarios import Action, Result, Screen

MOST_STEPS = 50_000
"""Steps of the search for the best way. Forty screens with two buttons each need a few thousand."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way from the first screen to a pass, without a screen twice: its points, and its buttons in order."""

    points: int
    unsafe: int
    actions: tuple[str, ...]
    """As `<screen>.<action>`."""

    @property
    def rank(self) -> tuple[int, int, int]:
        """More points, then fewer unsafe steps, then fewer steps."""
        return self.points, -self.unsafe, -len(self.actions)


class TooManyWaysError(Exception):
    """The screens are too entangled to look at every way."""


def gain(screen: Screen, action: Action) -> int:
    """The points of leaving a screen by a button when all on it is right."""
    return action.points + (screen.points if action.is_submit else 0)


def reached_from(start: str, screens: Mapping[str, Screen]) -> set[str]:
    """Ids of the screens that can be come to."""
    edges = {id_: [action.target for action in screen.actions] for id_, screen in screens.items()}
    return _spread([start], edges)


def leading_to(ends: Iterable[str], screens: Mapping[str, Screen]) -> set[str]:
    """Ids of the screens from which one of the ends can be come to."""
    edges: dict[str, list[str]] = {id_: [] for id_ in screens}
    for id_, screen in screens.items():
        for action in screen.actions:
            edges.setdefault(action.target, []).append(id_)
    return _spread(ends, edges)


def best_way(screens: Sequence[Screen]) -> Way | None:
    """The way to a pass that earns most; None when there is no way. TooManyWaysError when it cannot be found."""
    search = _Search({screen.id: screen for screen in screens})
    if screens:
        search.go(screens[0].id, frozenset(), Way(points=0, unsafe=0, actions=()))
    return search.best


def _spread(starts: Iterable[str], edges: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in found and here in edges:
            found.add(here)
            waiting += edges[here]
    return found


class _Search:
    """Looks at every way without a screen twice; forty screens bound its depth."""

    def __init__(self, screens: Mapping[str, Screen]) -> None:
        self._screens = screens
        self._steps = 0
        self.best: Way | None = None

    def go(self, here: str, seen: frozenset[str], way: Way) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooManyWaysError
        screen = self._screens.get(here)
        if screen is None or here in seen:
            return
        if screen.result is Result.PASS and (self.best is None or way.rank > self.best.rank):
            self.best = way
        for action in screen.actions:
            self.go(action.target, seen | {here}, _longer(way, screen, action))


def _longer(way: Way, screen: Screen, action: Action) -> Way:
    return Way(
        points=way.points + gain(screen, action),
        unsafe=way.unsafe + action.is_unsafe,
        actions=(*way.actions, f"{screen.id}.{action.key}"),
    )
