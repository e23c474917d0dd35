"""What the answers of a question can be. Each function knows one way to write them, and passes over all others."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from app.content.schema.quiz.areas import BEGINNING, cut_area
from app.content.schema.quiz.blocks import Line
from app.content.schema.quiz.gaps import GAP, gap_paragraphs, read_gap, unclosed, without_gaps
from app.content.schema.quiz.lists import Item, item_of, items_in, list_end
from app.content.schema.quiz.pairs import match, order
from app.content.schema.quiz.written import Answers, OptionSource, Trouble
from app.content.types.quizzes import GapKind, QuestionKind

_MARKED = re.compile(r"^\[(?P<mark>[^\]\[]{0,6})\](?!\()\s*(?P<text>.*)$")
_WEIGHT = re.compile(r"-?\d+(?:\.\d+)?%")
_STATEMENTS = {"T": 1.0, "F": 0.0}
_CHOICES = {"x": 1.0, "X": 1.0, " ": 0.0}
_PRACTICE = re.compile(r"^\s*[`~]{3,}\s*practice\b\s*(?P<key>[a-z0-9-]*)")


def marked(lines: Sequence[Line]) -> Answers | None:
    """A list with marks: single, multiple, true/false; with areas it is a hotspot."""
    first = next((place for place, line in enumerate(lines) if (item := item_of(line)) and _marks(item)), None)
    if first is None:
        return None
    end = list_end(lines, first)
    items = items_in(lines[first:end])
    found = [item for item in items if _marks(item)]
    options = [_option(str(number), item) for number, item in enumerate(found, 1)]
    kind = _kind(found)
    troubles = [*_unmarked(items), *_wrong_feedback(lines[first:end]), *_mixed(found)]
    if any(BEGINNING.search(option.text) for option in options):
        cut = [_with_area(option) for option in options]
        options, wrong = [option for option, _troubles in cut], [each for _option, own in cut for each in own]
        troubles += [*_not_hyphens(found, kind), *wrong]
        kind = QuestionKind.HOTSPOT
    return Answers(kind=kind, first=first, end=end, options=tuple(options), troubles=tuple(troubles))


def essay(lines: Sequence[Line]) -> Answers | None:
    """`[essay]` on a line of its own."""
    places = [place for place, line in enumerate(lines) if not line.is_code and line.text.strip() == "[essay]"]
    return Answers(kind=QuestionKind.ESSAY, first=places[0], end=places[-1] + 1) if places else None


def practice(lines: Sequence[Line]) -> Answers | None:
    """A fenced block that names a practice scenario."""
    places = [place for place, line in enumerate(lines) if line.is_code]
    found = _PRACTICE.match(lines[places[0]].text) if places else None
    if found is None:
        return None
    return Answers(kind=QuestionKind.PRACTICE, first=places[0], end=places[-1] + 1, practice=found["key"])


def short(lines: Sequence[Line]) -> Answers | None:
    """`[[one; another]]` or a number after # as a paragraph of its own, and no other gap."""
    found = gap_paragraphs(lines)
    alone = GAP.fullmatch("\n".join(line.text for line in found[0]).strip()) if len(found) == 1 else None
    if alone is None:
        return None
    first = next(place for place, line in enumerate(lines) if line.number == found[0][0].number)
    gap, troubles = read_gap("1", alone["inside"], found[0][0].number)
    if gap.gap.kind is GapKind.CHOICE:
        return None
    is_number = gap.gap.kind is GapKind.NUMBER
    return Answers(
        kind=QuestionKind.NUMERIC if is_number else QuestionKind.SHORT,
        first=first,
        end=first + len(found[0]),
        accepted=gap.gap.accepted,
        gaps=(gap,) if is_number else (),
        troubles=tuple(troubles),
    )


def blanks(lines: Sequence[Line]) -> Answers | None:
    """`[[…]]` inside the text of the stem, which reaches to the last paragraph with a gap."""
    found = gap_paragraphs(lines)
    if not found:
        return None
    last = found[-1][-1].number
    end = next(place for place, line in enumerate(lines) if line.number == last) + 1
    stem, insides = without_gaps(lines[:end])
    read = [read_gap(str(number), inside, line) for number, (inside, line) in enumerate(insides, 1)]
    return Answers(
        kind=QuestionKind.CLOZE,
        first=end,
        end=end,
        gaps=tuple(gap for gap, _troubles in read),
        stem=tuple(stem),
        troubles=(*(each for _gap, troubles in read for each in troubles), *unclosed(stem)),
    )


WAYS: tuple[Callable[[Sequence[Line]], Answers | None], ...] = (marked, essay, practice, short, blanks, match, order)
"""Asked in turn; the first that knows the answers has them."""


def _marks(item: Item) -> re.Match[str] | None:
    return _MARKED.match(item.head)


def _mark(item: Item) -> str:
    found = _marks(item)
    return found["mark"] if found else ""


def _unmarked(items: list[Item]) -> list[Trouble]:
    says = "This answer has no mark: begin it with [x] when it is right, with [ ] when it is wrong."
    return [Trouble(line=item.line, code="no-mark", sentence=says) for item in items if not _marks(item)]


def _wrong_feedback(lines: Sequence[Line]) -> list[Trouble]:
    says = "Set this in by 3 spaces, so that it belongs to the answer above."
    return [
        Trouble(line=line.number, code="feedback-indent", sentence=says)
        for line in lines
        if line.text.startswith((">", " >"))
    ]


def _mixed(items: list[Item]) -> list[Trouble]:
    marks = {_mark(item) for item in items}
    troubles = []
    for item in items:
        mark = _mark(item)
        if mark not in _STATEMENTS and mark not in _CHOICES and not _WEIGHT.fullmatch(mark):
            says = f"[{mark}] is no mark: use [x], [ ], [T], [F] or a share such as [25%]."
            troubles.append(Trouble(line=item.line, code="bad-mark", sentence=says))
    if marks & set(_STATEMENTS) and marks - set(_STATEMENTS):
        says = "True/false marks and choice marks stand in one list: use [T] and [F], or [x] and [ ]."
        troubles.append(Trouble(line=items[0].line, code="mixed-marks", sentence=says))
    if len({item.is_numbered for item in items}) > 1:
        says = "Numbers and hyphens stand in one list: use numbers for one right answer, hyphens for several."
        troubles.append(Trouble(line=items[0].line, code="mixed-marks", sentence=says))
    return troubles


def _kind(items: list[Item]) -> QuestionKind:
    if {_mark(item) for item in items} & set(_STATEMENTS):
        return QuestionKind.TRUEFALSE
    return QuestionKind.SINGLE if items[0].is_numbered else QuestionKind.MULTIPLE


def _not_hyphens(items: list[Item], kind: QuestionKind) -> list[Trouble]:
    says = "Areas of a picture are ticked: begin each with a hyphen and [x] or [ ]."
    return [] if kind is QuestionKind.MULTIPLE else [Trouble(line=items[0].line, code="mixed-marks", sentence=says)]


def _with_area(option: OptionSource) -> tuple[OptionSource, list[Trouble]]:
    text, area, troubles = cut_area(option.text, option.line)
    return replace(option, text=text, area=area), troubles


def _option(key: str, item: Item) -> OptionSource:
    found = _marks(item)
    mark, head = (found["mark"], found["text"]) if found else ("", "")
    return OptionSource(
        key=key,
        weight=_weight(mark),
        line=item.line,
        text=item.text(head),
        feedback="\n".join(line.text.lstrip()[1:].strip() for line in item.quoted).strip(),
        feedback_line=item.quoted[0].number if item.quoted else item.line,
    )


def _weight(mark: str) -> float:
    known = _STATEMENTS | _CHOICES
    if mark in known:
        return known[mark]
    return float(mark[:-1]) / 100 if _WEIGHT.fullmatch(mark) else 0.0
