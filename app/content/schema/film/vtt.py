"""WebVTT as films of courses need it: a head, notes, and cues of plain words in the order of time.

What a player would take and we would lose (styles, places on the picture, marks inside a text) is refused.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.content.source.report import Report

_TIME = r"(?:(?:\d{2,}):)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES = re.compile(rf"(?P<start>{_TIME})[ \t]+-->[ \t]+(?P<end>{_TIME})")
MOMENT = re.compile(_TIME)


@dataclass(frozen=True, kw_only=True)
class Cue:
    """Something that holds from one moment to another; in seconds. `line` is that of its words."""

    id: str
    start: float
    end: float
    text: str
    line: int


def read_vtt(text: str, file: str, report: Report, *, first_line: int = 1) -> tuple[Cue, ...]:
    """The cues; whatever cannot be read is told with its line."""
    lines = text.rstrip("\n").split("\n")
    if not re.match(r"\ufeff?WEBVTT(?:[ \t]|$)", lines[0]):
        report.error(file, first_line, "vtt-head", "The first line must be WEBVTT: write it there.")
        return ()
    cues: list[Cue] = []
    for line, block in _blocks(lines[1:], first_line + 1):
        cue = _cue(block, line, file, report)
        if cue and cues and cue.start < cues[-1].start:
            report.error(file, line, "vtt-order", "This begins before the one above it: put them in the order of time.")
        if cue:
            cues.append(cue)
    return tuple(cues)


def write_vtt(cues: Iterator[Cue]) -> bytes:
    """The cues as a file."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        head = f"{cue.id}\n" if cue.id else ""
        blocks.append(f"{head}{moment(cue.start)} --> {moment(cue.end)}\n{html.escape(cue.text, quote=False)}\n")
    return "\n".join(blocks).encode()


def moment(seconds: float) -> str:
    """A moment as WebVTT writes it."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def seconds_of(moment: str) -> float:
    """A moment in seconds."""
    found = 0.0
    for part in moment.split(":"):
        found = found * 60 + float(part)
    return found


def _blocks(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _cue(block: list[str], line: int, file: str, report: Report) -> Cue | None:
    if re.match(r"NOTE(?:[ \t]|$)", block[0]):
        return None
    id_ = "" if "-->" in block[0] else block.pop(0)
    line += bool(id_)
    times = _TIMES.fullmatch(block[0]) if block else None
    if times is None:
        says = "Here a time must stand, such as 00:00:05.000 --> 00:00:09.000, and nothing after it."
        report.error(file, line, "vtt-time", says)
        return None
    start, end = seconds_of(times["start"]), seconds_of(times["end"])
    if end <= start:
        report.error(file, line, "vtt-time", "This ends before it begins: write a later second time.")
    words = html.unescape("\n".join(block[1:]))
    if not words or "<" in words:
        says = "Marks in < > are not kept: write plain words." if words else "Nothing is said here: write words below."
        report.error(file, line, "vtt-words", says)
    return Cue(id=id_, start=start, end=end, text=words, line=line + 1)
