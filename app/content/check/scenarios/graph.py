"""Screens and buttons as a graph: nothing that cannot be reached, nothing without a way on, a pass, honest points."""

from app.content.check.scenarios.told import Told
from app.content.schema.practice.ways import TooManyWaysError, best_way, leading_to, reached_from
from app.content.types.scenarios import Result

MOST_SCREENS = 40


def check_graph(told: Told) -> None:
    """The screens of one text. Faults that follow from another are not told beside it."""
    if not told.screens:
        told.error(
            1, "no-screens", "The scenario has no screen: begin each with `## ` and an id, such as {#login .browser}."
        )
    elif len(told.screens) > MOST_SCREENS:
        says = f"The scenario has {len(told.screens)} screens; {MOST_SCREENS} is the most: make two scenarios of it."
        told.error(told.screens[MOST_SCREENS].line, "too-many-screens", says)
    elif not (_duplicates(told) or _missing(told)) and _ends(told):
        _points(told)


def _duplicates(told: Told) -> bool:
    first: dict[str, int] = {}
    is_any = False
    for source in told.screens:
        if source.screen.id in first:
            says = f"The id `{source.screen.id}` is used in line {first[source.screen.id]} already: choose another."
            told.error(source.line, "duplicate-id", says)
            is_any = True
        first.setdefault(source.screen.id, source.line)
    return is_any


def _missing(told: Told) -> bool:
    known = told.by_id
    is_any = False
    for source in told.screens:
        for action in source.screen.actions:
            if action.target not in known:
                says = f"There is no screen `{action.target}`: let the button lead to one of {', '.join(known)}."
                told.error(source.lines[f"action.{action.key}"], "missing-target", says)
                is_any = True
    return is_any


def _ends(told: Told) -> bool:
    known = told.by_id
    start = told.screens[0].screen.id
    reached = reached_from(start, known)
    ends = leading_to([id_ for id_, screen in known.items() if screen.result], known)
    for source in told.screens:
        id_ = source.screen.id
        if id_ not in reached:
            says = f"No button leads to the screen `{id_}`: let one lead there, or take the screen out."
            told.error(source.line, "unreachable-screen", says)
        elif id_ not in ends:
            says = f"From the screen `{id_}` no way leads to an end: give it a button that leads on."
            told.error(source.line, "dead-end", says)
    is_won = any(known[id_].result is Result.PASS for id_ in reached)
    if not is_won:
        says = "No way leads to a pass: give the scenario a screen {.end result=pass} and a button to it."
        told.error(told.screens[0].line, "no-pass", says)
    return is_won


def _points(told: Told) -> None:
    line = told.screens[0].line
    try:
        way = best_way([source.screen for source in told.screens])
    except TooManyWaysError:
        told.error(line, "too-tangled", "There are too many ways through the screens: take some buttons out.")
        return
    if way is None or way.points <= 0:
        says = "No way to a pass earns a point: give points to the screens or buttons of the right way."
        told.error(line, "no-points", says)
    elif way.unsafe:
        says = "The way that earns most points has an unsafe step: give the safe way more points."
        told.error(line, "unsafe-way", says)
