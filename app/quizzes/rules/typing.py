"""What is typed from an answer sheet, as an answer. A doubtful sign is named and never guessed.

A point says «nothing here»: one alone for a whole question, one among others for a part of it. What `key_of` writes is
read as the answer that earns all points.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.content.types.quizzes import Gap, GapKind, Question, QuestionKind
from app.quizzes.rules.paper import LETTERS, MINUS, PLUS, numbers, option_marks
from app.quizzes.rules.response import field_name, parse_response
from app.quizzes.types.answers import UNANSWERED, BadAnswerError, BadAnswerProblem, Response
from app.quizzes.types.papers import Asked
from app.quizzes.types.sheets import CellProblem, ReadCell

OPEN = "."
"""Typed for what was left open."""
_DASHES = re.compile("[-\u2010-\u2015\u2212]")
_IDLE = re.compile(r"[\s,;]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_PROBLEMS = {
    BadAnswerProblem.NOT_A_NUMBER: CellProblem.NOT_A_NUMBER,
    BadAnswerProblem.SAME_PLACE: CellProblem.SAME_TWICE,
}

Fields = Iterator[tuple[str, list[str]]]


class _DoubtError(Exception):
    def __init__(self, problem: CellProblem, sign: str = "") -> None:
        self.problem, self.sign = problem, sign


def read_cell(number: int, question: Question, asked: Asked, typed: str) -> ReadCell:
    """What was typed for a question, as its answer; or what is wrong with it, and then it says nothing."""
    text = typed.strip()
    read = ReadCell(number=number, question_id=question.id, response=UNANSWERED, is_blank=not text)
    if not text or text == OPEN:
        return read
    try:
        response = _read(question, asked, text)
    except _DoubtError as doubt:
        return ReadCell(
            number=number, question_id=question.id, response=UNANSWERED, problem=doubt.problem, sign=doubt.sign
        )
    except BadAnswerError as error:
        problem = _PROBLEMS.get(error.problem, CellProblem.UNREADABLE)
        return ReadCell(number=number, question_id=question.id, response=UNANSWERED, problem=problem)
    return ReadCell(number=number, question_id=question.id, response=response)


def _read(question: Question, asked: Asked, text: str) -> Response:
    """The answer, as the question's own page would send it."""
    write = _WRITERS.get(question.kind, _plain)
    return parse_response(question, dict(write(question, asked, text)), asked)


def _chosen(question: Question, asked: Asked, text: str) -> Fields:
    known = option_marks(question, len(asked.option_keys))
    marks = _signs(text, known, is_each_once=True)
    if question.kind is QuestionKind.SINGLE and len(marks) > 1:
        raise _DoubtError(CellProblem.TWO_MARKS, "".join(marks))
    keys = dict(zip(known, asked.option_keys, strict=True))
    yield field_name(question.id), [keys[mark] for mark in marks]


def _judged(question: Question, asked: Asked, text: str) -> Fields:
    signs = _row_of(_signs(_DASHES.sub(MINUS, text), (PLUS, MINUS, OPEN)), len(asked.option_keys))
    for key, sign in zip(asked.option_keys, signs, strict=True):
        if sign != OPEN:
            yield field_name(question.id, key), ["true" if sign == PLUS else "false"]


def _ordered(question: Question, asked: Asked, text: str) -> Fields:
    for place, value in enumerate(_order(text, len(asked.option_keys)), 1):
        if value != OPEN:
            yield field_name(question.id, str(place)), [value]


def _matched(question: Question, asked: Asked, text: str) -> Fields:
    sides = LETTERS[: len(asked.side_keys)]
    for place, mark in enumerate(_row_of(_signs(text, (*sides, OPEN)), len(asked.option_keys)), 1):
        if mark != OPEN:
            yield field_name(question.id, str(place)), [str(sides.index(mark) + 1)]


def _filled(question: Question, asked: Asked, text: str) -> Fields:
    for gap, value in zip(question.gaps, _gaps(question, text), strict=True):
        if value not in {OPEN, ""}:
            yield field_name(question.id, gap.key), [_gap_value(gap, asked, value)]


def _plain(question: Question, _asked: Asked, text: str) -> Fields:
    yield field_name(question.id), [text]


_WRITERS: Mapping[QuestionKind, Callable[[Question, Asked, str], Fields]] = {
    QuestionKind.SINGLE: _chosen,
    QuestionKind.MULTIPLE: _chosen,
    QuestionKind.HOTSPOT: _chosen,
    QuestionKind.TRUEFALSE: _judged,
    QuestionKind.ORDER: _ordered,
    QuestionKind.MATCH: _matched,
    QuestionKind.CLOZE: _filled,
}


def _signs(text: str, known: Sequence[str], *, is_each_once: bool = False) -> list[str]:
    """The signs that were typed, capital, without what only parts them."""
    signs = list(_IDLE.sub("", text).upper())
    for sign in signs:
        if sign not in known:
            is_other = _CYRILLIC.match(sign) is not None
            raise _DoubtError(CellProblem.OTHER_SCRIPT if is_other else CellProblem.UNKNOWN_MARK, sign)
        if is_each_once and signs.count(sign) > 1:
            raise _DoubtError(CellProblem.SAME_TWICE, sign)
    return signs


def _row_of(signs: list[str], count: int) -> list[str]:
    if len(signs) != count:
        raise _DoubtError(CellProblem.WRONG_COUNT, str(count))
    return signs


def _order(text: str, count: int) -> list[str]:
    """The place of each item; letters say the items one after another, numbers the place of each."""
    letters, digits = tuple(LETTERS[:count]), numbers(count)
    if any(char.isalpha() for char in text):
        items = _row_of(_signs(text, letters, is_each_once=True), count)
        return [str(items.index(letter) + 1) for letter in letters]
    places = _row_of(_signs(text, (*digits, OPEN)), count)
    for place in places:
        if place != OPEN and places.count(place) > 1:
            raise _DoubtError(CellProblem.SAME_TWICE, place)
    return places


def _gaps(question: Question, text: str) -> list[str]:
    """What was typed for each gap: parted by semicolons; letters alone may stand together."""
    if ";" not in text and all(gap.kind is GapKind.CHOICE for gap in question.gaps):
        return _row_of(list(_IDLE.sub("", text)), len(question.gaps))
    return _row_of([part.strip() for part in text.split(";")], len(question.gaps))


def _gap_value(gap: Gap, asked: Asked, value: str) -> str:
    if gap.kind is not GapKind.CHOICE:
        return value
    marks = LETTERS[: len(asked.choice_keys[gap.key])]
    signs = _signs(value, tuple(marks), is_each_once=True)
    if len(signs) > 1:
        raise _DoubtError(CellProblem.TWO_MARKS, value)
    return str(marks.index(signs[0]) + 1)
