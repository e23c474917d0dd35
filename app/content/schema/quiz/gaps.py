"""Gaps: `[[a; b]]` accepted texts, `[[#14]]` `[[#14:0.5]]` `[[#1..3]]` numbers, `[[(right)|wrong]]` to pick from.

In the text that is rendered a mark stands for a gap, of two signs that no author can have typed by chance: it goes
through Markdown and through both alphabets as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.content.schema.quiz.blocks import Line, runs
from app.content.schema.quiz.written import GapSource, Trouble
from app.content.types.quizzes import Gap, GapKind
from app.kernel.numbers import read_number

GAP = re.compile(r"\[\[(?P<inside>[^\[\]]*)\]\]")
MARK = re.compile("\ue000(?P<key>[0-9]{1,4})\ue001")
_CODE_OR_GAP = re.compile(r"`[^`\n]*`|" + GAP.pattern)
_CODE = re.compile(r"`[^`\n]*`")
_RIGHT = re.compile(r"\((?P<text>.*)\)")
_LEAST_CHOICES = 2


def mark_of(key: str) -> str:
    """What stands for a gap in a text that is rendered."""
    return f"\ue000{key}\ue001"


def gap_paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs with a gap in them. Code has none, and a hint has none."""
    return [each for each in runs(lines) if _has_gap(each)]


def without_gaps(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[str, int]]]:
    """The lines with marks in place of gaps, and the inside of each gap with its line."""
    found: list[tuple[str, int]] = []
    changed: dict[int, str] = {}
    for paragraph in gap_paragraphs(lines):
        marked = _marked("\n".join(line.text for line in paragraph), paragraph[0].number, found).split("\n")
        changed |= {line.number: text for line, text in zip(paragraph, marked, strict=True)}
    return [replace(line, text=changed.get(line.number, line.text)) for line in lines], found


def read_gap(key: str, inside: str, line: int) -> tuple[GapSource, list[Trouble]]:
    """A gap, and what is wrong with it."""
    text = " ".join(inside.split())
    if "|" in text or _RIGHT.fullmatch(text):
        return _choice(key, [part.strip() for part in text.split("|")], line)
    if text.startswith("#"):
        return _number(key, text, line)
    accepted = tuple(part for each in text.split(";") if (part := each.strip()))
    says = "Write the accepted texts between [[ and ]]."
    troubles = [] if accepted else [Trouble(line=line, code="no-answer", sentence=says)]
    return GapSource(gap=Gap(key=key, kind=GapKind.TEXT, accepted=accepted), line=line), troubles


def unclosed(lines: Sequence[Line]) -> list[Trouble]:
    """Gaps that begin and do not end, in lines whose whole gaps have become marks."""
    says = "This gap has no end, or a bracket inside: write [[ before and ]] after what is right."
    return [
        Trouble(line=line.number, code="bad-gap", sentence=says)
        for line in lines
        if not line.is_code and "[[" in _CODE.sub("", line.text)
    ]


def _has_gap(paragraph: Sequence[Line]) -> bool:
    text = "\n".join(line.text for line in paragraph)
    return not text.startswith(">") and any(found["inside"] is not None for found in _CODE_OR_GAP.finditer(text))


def _marked(text: str, first_line: int, found: list[tuple[str, int]]) -> str:
    """The text with marks. A gap over two lines leaves its line end behind, so that every line keeps its number."""

    def mark(match: re.Match[str]) -> str:
        if match["inside"] is None:
            return match[0]
        found.append((match["inside"], first_line + text.count("\n", 0, match.start())))
        return mark_of(str(len(found))) + "\n" * match["inside"].count("\n")

    return _CODE_OR_GAP.sub(mark, text)


def _choice(key: str, parts: list[str], line: int) -> tuple[GapSource, list[Trouble]]:
    right = [str(place) for place, part in enumerate(parts, 1) if _RIGHT.fullmatch(part)]
    texts = [found["text"].strip() if (found := _RIGHT.fullmatch(part)) else part for part in parts]
    troubles = []
    if len(right) != 1:
        says = f"Of what can be picked exactly one is right and stands in ( ); here {len(right)} do."
        troubles.append(Trouble(line=line, code="one-right", sentence=says))
    if len(parts) < _LEAST_CHOICES:
        says = "One answer is no choice: write at least two, with | between them."
        troubles.append(Trouble(line=line, code="one-option", sentence=says))
    if "" in texts:
        says = "One of what can be picked is empty: write it, or take out one |."
        troubles.append(Trouble(line=line, code="empty-option", sentence=says))
    if len({text.casefold() for text in texts}) < len(texts):
        says = "The same stands here twice to be picked: change one of them."
        troubles.append(Trouble(line=line, code="same-twice", sentence=says))
    keys = tuple(str(place) for place in range(1, len(parts) + 1))
    gap = Gap(key=key, kind=GapKind.CHOICE, choices=keys, right=right[0] if right else "")
    return GapSource(gap=gap, line=line, choices=tuple(texts)), troubles


def _number(key: str, text: str, line: int) -> tuple[GapSource, list[Trouble]]:
    bounds = _bounds(text.removeprefix("#"))
    troubles = []
    if bounds is None:
        says = "This is no number: write [[#14]], [[#14:0.5]] for 13.5 to 14.5, or [[#1..3]] for 1 to 3."
        troubles = [Trouble(line=line, code="bad-number", sentence=says)]
    elif bounds[0] > bounds[1]:
        says = f"The range is upside down: write the smaller number first, [[#{bounds[1]}..{bounds[0]}]]."
        troubles = [Trouble(line=line, code="bad-number", sentence=says)]
    least, most = bounds or (Decimal(0), Decimal(0))
    return GapSource(gap=Gap(key=key, kind=GapKind.NUMBER, least=f"{least:f}", most=f"{most:f}"), line=line), troubles


def _bounds(text: str) -> tuple[Decimal, Decimal] | None:
    if ".." in text:
        least, most = (read_number(part) for part in text.split("..", 1))
        return None if least is None or most is None else (least, most)
    middle, _, tolerance = text.partition(":")
    value, around = read_number(middle), read_number(tolerance) if tolerance else Decimal(0)
    if value is None or around is None or around < 0:
        return None
    return value - around, value + around
