"""What the answers of a question can be. Each function knows one way to write them, and passes over all others."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.content.schema.quiz.blocks import Line, paragraphs
from app.content.types import QuestionKind


@dataclass(frozen=True, kw_only=True)
class OptionSource:
    """An option or a statement as written. `key` is its place, from "1"."""

    key: str
    weight: float
    line: int
    text: str
    feedback: str
    feedback_line: int


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is wrong with the answers, and where."""

    line: int
    code: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers of a question: they reach from line `first` to before line `end` (places in the block)."""

    kind: QuestionKind
    first: int
    end: int
    options: tuple[OptionSource, ...] = ()
    accepted: tuple[str, ...] = ()
    practice: str = ""
    """Key of the scenario that is the answer."""
    troubles: tuple[Trouble, ...] = ()


_ITEM = re.compile(r"^ {0,1}(?P<bullet>\d+[.)]|[-*+])\s+(?P<rest>.*)$")
_MARKED = re.compile(r"^\[(?P<mark>[^\]\[]{0,6})\](?!\()\s*(?P<text>.*)$")
_WEIGHT = re.compile(r"-?\d+(?:\.\d+)?%")
_STATEMENTS = {"T": 1.0, "F": 0.0}
_CHOICES = {"x": 1.0, "X": 1.0, " ": 0.0}
_BLANK = re.compile(r"\[\[(?P<inside>.+?)\]\]", re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_AREA = re.compile(r"\{\s*area=")
_ARROW = re.compile(r"^(?:.*\S)?\s*->\s*\S")
_PRACTICE = re.compile(r"^\s*[`~]{3,}\s*practice\b\s*(?P<key>[a-z0-9-]*)")
_NUMBERED = re.compile(r"^\d+[.)]\s")
_ORDER_LEAST = 2


def marked(lines: Sequence[Line]) -> Answers | None:
    """A list with marks: single, multiple, true/false; with areas it is a hotspot."""
    first = next((place for place, line in enumerate(lines) if _mark_of(line)), None)
    if first is None:
        return None
    end = _list_end(lines, first)
    items = _items(lines[first:end])
    troubles = [*_unmarked(items), *_wrong_feedback(lines[first:end])]
    found = [item for item in items if _mark_of(item[0])]
    marks = {_mark(item[0]) for item in found}
    kind = _kind(found, marks)
    if any(_AREA.search(line.text) for line in lines[first:end]):
        kind = QuestionKind.HOTSPOT
    troubles += _mixed(found, marks)
    options = tuple(_option(str(number), item) for number, item in enumerate(found, 1))
    return Answers(kind=kind, first=first, end=end, options=options, troubles=tuple(troubles))


def essay(lines: Sequence[Line]) -> Answers | None:
    """`[essay]` on a line of its own."""
    return _one_line(lines, QuestionKind.ESSAY, lambda text: text == "[essay]")


def practice(lines: Sequence[Line]) -> Answers | None:
    """A fenced block that names a practice scenario."""
    places = [place for place, line in enumerate(lines) if line.is_code]
    found = _PRACTICE.match(lines[places[0]].text) if places else None
    if found is None:
        return None
    return Answers(kind=QuestionKind.PRACTICE, first=places[0], end=places[-1] + 1, practice=found["key"])


def short(lines: Sequence[Line]) -> Answers | None:
    """`[[one; another]]` as a paragraph of its own: accepted texts, or a number after #."""
    for paragraph in paragraphs(lines):
        text = "\n".join(line.text for line in paragraph).strip()
        found = _BLANK.fullmatch(text)
        if found and not paragraph[0].is_code and "|" not in found["inside"]:
            first = lines.index(paragraph[0])
            return _short(found["inside"], first, first + len(paragraph), paragraph[0].number)
    return None


def blanks(lines: Sequence[Line]) -> Answers | None:
    """`[[…]]` inside the text of the stem."""
    return _one_line(lines, QuestionKind.CLOZE, lambda text: bool(_BLANK.search(_CODE.sub("", text))))


def match(lines: Sequence[Line]) -> Answers | None:
    """`- left -> right`."""
    return _one_line(
        lines, QuestionKind.MATCH, lambda text: bool((item := _ITEM.match(text)) and _ARROW.match(item[2]))
    )


def order(lines: Sequence[Line]) -> Answers | None:
    """An ordered list without marks."""
    places = [place for place, line in enumerate(lines) if not line.is_code and _NUMBERED.match(line.text)]
    if len(places) < _ORDER_LEAST:
        return None
    return Answers(kind=QuestionKind.ORDER, first=places[0], end=places[-1] + 1)


WAYS: tuple[Callable[[Sequence[Line]], Answers | None], ...] = (marked, essay, practice, short, blanks, match, order)
"""Asked in turn; the first that knows the answers has them."""


def _one_line(lines: Sequence[Line], kind: QuestionKind, is_it: Callable[[str], bool]) -> Answers | None:
    places = [place for place, line in enumerate(lines) if not line.is_code and is_it(line.text.strip())]
    return Answers(kind=kind, first=places[0], end=places[-1] + 1) if places else None


def _short(inside: str, first: int, end: int, line: int) -> Answers:
    if inside.strip().startswith("#"):
        return Answers(kind=QuestionKind.NUMERIC, first=first, end=end)
    accepted = tuple(text for part in inside.split(";") if (text := " ".join(part.split())))
    troubles: tuple[Trouble, ...] = ()
    if not accepted:
        troubles = (Trouble(line=line, code="no-answer", sentence="Write the accepted texts between [[ and ]]."),)
    return Answers(kind=QuestionKind.SHORT, first=first, end=end, accepted=accepted, troubles=troubles)


def _mark_of(line: Line) -> re.Match[str] | None:
    item = _ITEM.match(line.text) if not line.is_code else None
    return _MARKED.match(item["rest"]) if item else None


def _mark(line: Line) -> str:
    found = _mark_of(line)
    return found["mark"] if found else ""


def _list_end(lines: Sequence[Line], first: int) -> int:
    """The list goes on over set-in lines, and over a blank line when an item or a set-in line follows it."""
    end = first + 1
    for place in range(first + 1, len(lines)):
        line = lines[place]
        if line.is_blank:
            continue
        is_after_blank = lines[place - 1].is_blank
        if not _ITEM.match(line.text) and line.indent < 2 and is_after_blank:  # noqa: PLR2004 - an indent of 2 to 4
            break
        end = place + 1
    return end


def _items(lines: Sequence[Line]) -> list[list[Line]]:
    items: list[list[Line]] = []
    for line in lines:
        if _ITEM.match(line.text) and not line.is_code:
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _unmarked(items: list[list[Line]]) -> list[Trouble]:
    says = "This answer has no mark: begin it with [x] when it is right, with [ ] when it is wrong."
    return [Trouble(line=item[0].number, code="no-mark", sentence=says) for item in items if not _mark_of(item[0])]


def _wrong_feedback(lines: Sequence[Line]) -> list[Trouble]:
    says = "Set this in by 3 spaces, so that it belongs to the answer above."
    return [
        Trouble(line=line.number, code="feedback-indent", sentence=says)
        for line in lines
        if line.text.startswith((">", " >"))
    ]


def _mixed(items: list[list[Line]], marks: set[str]) -> list[Trouble]:
    troubles = []
    for item in items:
        mark = _mark(item[0])
        if mark not in _STATEMENTS and mark not in _CHOICES and not _WEIGHT.fullmatch(mark):
            says = f"[{mark}] is no mark: use [x], [ ], [T], [F] or a share such as [25%]."
            troubles.append(Trouble(line=item[0].number, code="bad-mark", sentence=says))
    if marks & set(_STATEMENTS) and marks - set(_STATEMENTS):
        says = "True/false marks and choice marks stand in one list: use [T] and [F], or [x] and [ ]."
        troubles.append(Trouble(line=items[0][0].number, code="mixed-marks", sentence=says))
    bullets = {item[0].text.lstrip()[0].isdigit() for item in items}
    if len(bullets) > 1:
        says = "Numbers and hyphens stand in one list: use numbers for one right answer, hyphens for several."
        troubles.append(Trouble(line=items[0][0].number, code="mixed-marks", sentence=says))
    return troubles


def _kind(items: list[list[Line]], marks: set[str]) -> QuestionKind:
    if marks & set(_STATEMENTS):
        return QuestionKind.TRUEFALSE
    is_numbered = items[0][0].text.lstrip()[0].isdigit()
    return QuestionKind.SINGLE if is_numbered else QuestionKind.MULTIPLE


def _option(key: str, item: list[Line]) -> OptionSource:
    found = _mark_of(item[0])
    mark, head = (found["mark"], found["text"]) if found else ("", "")
    said = [line for line in item[1:] if not line.text.lstrip().startswith(">") and not line.is_blank]
    quoted = [line for line in item[1:] if line.text.lstrip().startswith(">")]
    return OptionSource(
        key=key,
        weight=_weight(mark),
        line=item[0].number,
        text=" ".join([head.strip(), *(line.text.strip() for line in said)]),
        feedback="\n".join(line.text.lstrip()[1:].strip() for line in quoted).strip(),
        feedback_line=quoted[0].number if quoted else item[0].number,
    )


def _weight(mark: str) -> float:
    known = _STATEMENTS | _CHOICES
    if mark in known:
        return known[mark]
    return float(mark[:-1]) / 100 if _WEIGHT.fullmatch(mark) else 0.0
