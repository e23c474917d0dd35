"""Activities in a text: an empty fenced block that says what stands there, such as ```video status and ``` below it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_INFO = re.compile(r"[ \t]*(?P<kind>quiz|video|practice)(?:[ \t]+(?P<key>.*?))?[ \t]*$")


class ActivityKind(StrEnum):
    """What may stand in a text."""

    QUIZ = "quiz"
    VIDEO = "video"
    PRACTICE = "practice"


@dataclass(frozen=True, kw_only=True)
class Activity:
    """An activity as written; lines are counted from 0."""

    kind: ActivityKind
    key: str
    line: int
    end: int
    """The line of the closing fence."""
    is_well_formed: bool
    """At the beginning of its line, closed, and with nothing inside."""


def find_activities(text: str) -> Iterator[Activity]:
    """The activities of a text in order; what only looks like one inside code is passed over."""
    fence, begun = "", None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            if found and found["fence"].startswith(fence) and not found["info"].strip():
                if begun:
                    yield _activity(begun[0], begun[1], number, is_empty=_is_empty(lines[begun[0] + 1 : number]))
                fence, begun = "", None
        elif found:
            fence = found["fence"]
            begun = (number, found) if _INFO.match(found["info"]) else None
    if begun:
        yield _activity(begun[0], begun[1], len(lines) - 1, is_empty=False)


def _is_empty(lines: list[str]) -> bool:
    return not any(line.strip() for line in lines)


def _activity(line: int, found: re.Match[str], end: int, *, is_empty: bool) -> Activity:
    info = _INFO.match(found["info"])
    kind, key = (info["kind"], info["key"]) if info else ("", "")
    is_well_formed = is_empty and not found["indent"]
    return Activity(kind=ActivityKind(kind), key=key or "", line=line, end=end, is_well_formed=is_well_formed)
