"""What a kind of question needs to be a fair one: enough to choose from, nothing twice, one picture, gaps in sight."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.content.render.readings import Reading
from app.content.schema.quiz.gaps import MARK
from app.content.schema.quiz.reading import QuestionSource, QuizSource
from app.content.schema.quiz.written import OptionSource
from app.content.source.report import Report
from app.content.types.quizzes import QuestionKind

Found = tuple[int, str, str]
"""Line, code, sentence."""
_LEAST = 2
_TAG_OR_LINK = re.compile(r"<a\b.*?</a>|<[^>]*>", re.DOTALL)


def check_kinds(text: QuizSource, reading: Reading, report: Report) -> None:
    """Every question of a quiz in one of its languages."""
    for question in text.questions:
        check = _CHECKS.get(question.kind) if question.kind else None
        for line, code, says in check(question, reading) if check else ():
            report.error(text.words.file, line, code, says)


def _order(question: QuestionSource, _reading: Reading) -> Iterator[Found]:
    if len(question.options) < _LEAST:
        yield question.line, "one-option", "One line is no order: number at least two, from first to last."
    yield from _twice(question.options, "cannot be told from")


def _match(question: QuestionSource, _reading: Reading) -> Iterator[Found]:
    if len(question.options) < _LEAST:
        yield question.line, "one-option", "One pair is nothing to match: write at least two lines `left -> right`."
    yield from _twice(question.options, "asks the same as")
    yield from _twice(question.sides, "is as right as")
    for side in question.sides:
        if not side.text:
            yield side.line, "empty-option", "Nothing stands after the arrow: write what belongs to the left side."


def _hotspot(question: QuestionSource, reading: Reading) -> Iterator[Found]:
    if not any(option.weight > 0 for option in question.options):
        yield question.line, "one-right", "No area is right: mark at least one with [x]."
    if len(question.options) < _LEAST:
        yield question.line, "one-option", "One area is no choice: write at least two."
    stem = reading.rendered.get(f"{question.id}.stem")
    pictures = len(stem.images) if stem else 0
    if reading.rendered and pictures != 1:
        says = f"Areas lie on one picture, which stands between the question and its answers; here are {pictures}."
        yield question.line, "one-picture", says


def _cloze(question: QuestionSource, reading: Reading) -> Iterator[Found]:
    stem = reading.rendered.get(f"{question.id}.stem")
    if stem is None:
        return
    seen = MARK.findall(_TAG_OR_LINK.sub("", stem.html))
    for gap in question.gaps:
        if seen.count(gap.gap.key) != 1:
            says = "This gap stands in a link, an address or a picture's description: put it into the sentence itself."
            yield gap.line, "gap-place", says


_CHECKS: Mapping[QuestionKind, Callable[[QuestionSource, Reading], Iterator[Found]]] = {
    QuestionKind.ORDER: _order,
    QuestionKind.MATCH: _match,
    QuestionKind.HOTSPOT: _hotspot,
    QuestionKind.CLOZE: _cloze,
}


def _twice(options: Sequence[OptionSource], what: str) -> Iterator[Found]:
    first: dict[str, int] = {}
    for option in options:
        same = " ".join(option.text.casefold().split())
        if same and same in first:
            yield option.line, "same-twice", f"This {what} line {first[same]}: change one of them."
        first.setdefault(same, option.line)
