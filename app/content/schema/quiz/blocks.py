"""Cuts quiz text into questions, and a question into lines with their numbers. Nothing inside code is a heading."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile

_HEADING = re.compile(r"^##(?!#)\s+(?P<rest>.*)$")
_MARKS = re.compile(r"\{:?(?P<marks>[^{}]*)\}$")
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text; `is_code` for the lines of a fenced block and its fences."""

    number: int
    text: str
    is_code: bool

    @property
    def is_blank(self) -> bool:
        """Nothing but spaces."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Spaces before the first sign."""
        return len(self.text) - len(self.text.lstrip(" "))


@dataclass(frozen=True, kw_only=True)
class Block:
    """One question: its prompt, the marks in braces, and what stands below."""

    number: int
    prompt: str
    marks: str
    lines: tuple[Line, ...]


def cut(body: str, first_line: int) -> tuple[tuple[Line, ...], tuple[Block, ...]]:
    """The introduction, and the questions."""
    lines = _lines(body, first_line)
    heads = [place for place, line in enumerate(lines) if not line.is_code and _HEADING.match(line.text)]
    ends = [*heads[1:], len(lines)]
    blocks = [_block(lines[head], lines[head + 1 : end]) for head, end in zip(heads, ends, strict=bool(heads))]
    return tuple(lines[: heads[0]] if heads else lines), tuple(blocks)


def joined(lines: Iterable[Line]) -> tuple[str, int]:
    """The text of some lines without blank ones around it, and where it begins; 0 when there is none."""
    kept = list(dropwhile(lambda line: line.is_blank, lines))
    while kept and kept[-1].is_blank:
        kept.pop()
    return "\n".join(line.text for line in kept), kept[0].number if kept else 0


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines without a blank line between them; a fenced block is never cut."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank and not line.is_code:
            found.append([])
        else:
            found[-1].append(line)
    return [each for each in found if each]


def runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs of text alone: a fenced block ends one, as a blank line does."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank or line.is_code:
            found.append([])
        else:
            found[-1].append(line)
    return [each for each in found if each]


def _lines(body: str, first_line: int) -> list[Line]:
    lines = []
    fence = ""
    for number, text in enumerate(body.split("\n"), first_line):
        found = _FENCE.match(text)
        is_code = bool(fence or found)
        if fence and text.strip().startswith(fence) and not text.strip().strip(fence[0]):
            fence = ""
        elif found and not fence:
            fence = found["fence"]
        lines.append(Line(number=number, text=text, is_code=is_code))
    return lines


def _block(head: Line, lines: list[Line]) -> Block:
    prompt, marks = split_heading(head.text)
    return Block(number=head.number, prompt=prompt, marks=marks, lines=tuple(lines))


def split_heading(text: str) -> tuple[str, str]:
    """The prompt of a question's heading, and what stands in braces after it."""
    found = _HEADING.match(text)
    rest = found["rest"].strip() if found else ""
    begin = rest.rfind("{")
    marks = _MARKS.match(rest, begin) if begin >= 0 else None
    return (rest[:begin].rstrip(), marks["marks"]) if marks else (rest, "")
