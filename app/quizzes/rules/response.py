"""Between a posted form, a response and its stored form. What cannot come from our own page is refused whole.

A field is named `answer.<question id>`, for one of several parts `answer.<question id>.<part>`, so an answer to another
question is seen as such. Fields without that prefix (a token, a button, a made-up score) are not looked at.

Where the written order is the key (items to order, sides to match), names and values are places on this paper, which
the attempt's secret seed has mixed: nothing in the form is the same for two people, and nothing tells what is right.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.content.types.quizzes import Gap, GapKind, Question, QuestionKind
from app.kernel.errors import BadTextError, TextProblem
from app.kernel.numbers import read_number
from app.kernel.text import clean_line, clean_text
from app.quizzes.types.answers import BadAnswerError, BadAnswerProblem, Response
from app.quizzes.types.papers import Asked

TEXT_LIMIT = 500
"""Characters of a short answer."""
ESSAY_LIMIT = 3000
"""Characters of an essay: about a page and a half."""
_PREFIX = "answer."
_SHARE = re.compile(r"[01]|\d{1,9}/\d{1,9}")
_TRUTHS = {"true": True, "false": False}

Fields = Mapping[str, Sequence[str]]


def field_name(question_id: str, part: str | None = None) -> str:
    """The form field of a question, or of one of its statements, items, left sides or gaps."""
    return f"{_PREFIX}{question_id}" if part is None else f"{_PREFIX}{question_id}.{part}"


def at_places(keys: Sequence[str]) -> dict[str, str]:
    """Keys by the place at which they are shown, from "1": what stands in the form instead of them."""
    return {str(place): key for place, key in enumerate(keys, 1)}


def parse_response(question: Question, raw: Fields, asked: Asked) -> Response:
    """The response in a posted form; empty when nothing was chosen or written. Raises BadAnswerError."""
    fields = {name: values for name, values in raw.items() if name.startswith(_PREFIX)}
    return _PARSERS[question.kind](question, fields, asked)


def _parse_single(question: Question, fields: Fields, _asked: Asked) -> Response:
    return _chosen(question, fields, limit=1)


def _parse_multiple(question: Question, fields: Fields, _asked: Asked) -> Response:
    return _chosen(question, fields, limit=len(question.options))


def _chosen(question: Question, fields: Fields, limit: int) -> Response:
    _allow_only(fields, {field_name(question.id)})
    values = fields.get(field_name(question.id), ())
    known = [option.key for option in question.options]
    if len(values) > limit or len(set(values)) < len(values):
        raise BadAnswerError(BadAnswerProblem.TOO_MANY)
    if not set(values) <= set(known):
        raise BadAnswerError(BadAnswerProblem.UNKNOWN_OPTION)
    return Response(chosen=tuple(key for key in known if key in values))


def _parse_truefalse(question: Question, fields: Fields, _asked: Asked) -> Response:
    judged = _parts(question, fields, {option.key: option.key for option in question.options})
    if not set(judged.values()) <= set(_TRUTHS):
        raise BadAnswerError(BadAnswerProblem.UNKNOWN_OPTION)
    return Response(truths={key: _TRUTHS[value] for key, value in judged.items()})


def _parse_order(question: Question, fields: Fields, asked: Asked) -> Response:
    shown = at_places(asked.option_keys)
    given = {key: value for key, value in _parts(question, fields, shown).items() if value}
    seen: set[str] = set()
    for part, key in shown.items():
        if (place := given.get(key)) is None:
            continue
        if place not in shown:
            raise BadAnswerError(BadAnswerProblem.UNKNOWN_OPTION)
        if place in seen:
            raise BadAnswerError(BadAnswerProblem.SAME_PLACE, field_name(question.id, part))
        seen.add(place)
    return Response(pairs=given)


def _parse_match(question: Question, fields: Fields, asked: Asked) -> Response:
    given = _parts(question, fields, at_places(asked.option_keys))
    sides = at_places(asked.side_keys)
    return Response(pairs={key: _picked(place, sides) for key, place in given.items() if place})


def _parse_cloze(question: Question, fields: Fields, asked: Asked) -> Response:
    given = _parts(question, fields, {gap.key: gap.key for gap in question.gaps})
    filled = {gap.key: _fill(question, gap, given[gap.key], asked) for gap in question.gaps if gap.key in given}
    return Response(gaps={key: value for key, value in filled.items() if value})


def _fill(question: Question, gap: Gap, value: str, asked: Asked) -> str:
    name = field_name(question.id, gap.key)
    match gap.kind:
        case GapKind.CHOICE:
            return _picked(value, at_places(asked.choice_keys[gap.key])) if value else ""
        case GapKind.NUMBER:
            return _number(value, name)
        case GapKind.TEXT:
            return _clean(value, name, clean_line, TEXT_LIMIT)


def _parse_numeric(question: Question, fields: Fields, _asked: Asked) -> Response:
    name = field_name(question.id)
    _allow_only(fields, {name})
    return Response(text=_number(_only(fields.get(name) or [""]), name))


def _parse_written(
    question: Question, fields: Fields, _asked: Asked, *, clean: Callable[[str, int], str], limit: int
) -> Response:
    name = field_name(question.id)
    _allow_only(fields, {name})
    return Response(text=_clean(_only(fields.get(name) or [""]), name, clean, limit))


def _parse_practice(_question: Question, _fields: Fields, _asked: Asked) -> Response:
    """The answer is a walk to its end: no form can give it."""
    raise BadAnswerError(BadAnswerProblem.FOREIGN_FIELD)


_PARSERS: Mapping[QuestionKind, Callable[[Question, Fields, Asked], Response]] = {
    QuestionKind.SINGLE: _parse_single,
    QuestionKind.MULTIPLE: _parse_multiple,
    QuestionKind.TRUEFALSE: _parse_truefalse,
    QuestionKind.SHORT: partial(_parse_written, clean=clean_line, limit=TEXT_LIMIT),
    QuestionKind.NUMERIC: _parse_numeric,
    QuestionKind.CLOZE: _parse_cloze,
    QuestionKind.ORDER: _parse_order,
    QuestionKind.MATCH: _parse_match,
    QuestionKind.HOTSPOT: _parse_multiple,
    QuestionKind.ESSAY: partial(_parse_written, clean=clean_text, limit=ESSAY_LIMIT),
    QuestionKind.PRACTICE: _parse_practice,
}


def _allow_only(fields: Fields, names: set[str]) -> None:
    if not set(fields) <= names:
        raise BadAnswerError(BadAnswerProblem.FOREIGN_FIELD)


def _only(values: Sequence[str]) -> str:
    if len(values) != 1:
        raise BadAnswerError(BadAnswerProblem.TOO_MANY)
    return values[0]


def _parts(question: Question, fields: Fields, keys: Mapping[str, str]) -> dict[str, str]:
    """The one value of each part that was sent, by key; `keys` are those of the parts that a field may name."""
    names = {field_name(question.id, part): key for part, key in keys.items()}
    _allow_only(fields, set(names))
    return {key: _only(fields[name]) for name, key in names.items() if fields.get(name)}


def _picked(place: str, keys: Mapping[str, str]) -> str:
    if place not in keys:
        raise BadAnswerError(BadAnswerProblem.UNKNOWN_OPTION)
    return keys[place]


def _number(value: str, name: str) -> str:
    text = _clean(value, name, clean_line, TEXT_LIMIT)
    if text and read_number(text) is None:
        raise BadAnswerError(BadAnswerProblem.NOT_A_NUMBER, name)
    return text


def _clean(value: str, name: str, clean: Callable[[str, int], str], limit: int) -> str:
    try:
        return clean(value, limit)
    except BadTextError as error:
        is_long = error.problem is TextProblem.TOO_LONG
        problem = BadAnswerProblem.TOO_LONG if is_long else BadAnswerProblem.UNREADABLE
        raise BadAnswerError(problem, name) from error


def to_json(response: Response) -> dict[str, object]:
    """A response for a row: only the fields in use, so that a later kind's field changes no old row."""
    full: dict[str, object] = {
        "chosen": list(response.chosen),
        "truths": dict(response.truths),
        "text": response.text,
        "unknown": response.is_unknown,
        "pairs": dict(response.pairs),
        "gaps": dict(response.gaps),
        "practice": response.practice,
    }
    return {name: value for name, value in full.items() if value}


def text_of(response: Response) -> str:
    """A response as one text: equal for what says the same, and a fixed order among all others."""
    return json.dumps(to_json(response), sort_keys=True, ensure_ascii=True)


def from_json(value: object) -> Response:
    """The response in a row. ValueError when `to_json` cannot have written it: rows also come from other machines."""
    if not isinstance(value, dict) or not all(name in _IS_FIELD and _IS_FIELD[name](value[name]) for name in value):
        raise ValueError("not a response")
    return Response(
        chosen=tuple(value.get("chosen", ())),
        truths=value.get("truths", {}),
        text=value.get("text", ""),
        pairs=value.get("pairs", {}),
        gaps=value.get("gaps", {}),
        practice=value.get("practice", ""),
        is_unknown=value.get("unknown", False),
    )


def _is_mapping_to(kind: type, value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, kind) for each in value.values())


_IS_FIELD: Mapping[object, Callable[[object], bool]] = {
    "chosen": lambda value: isinstance(value, list) and all(isinstance(key, str) for key in value),
    "truths": partial(_is_mapping_to, bool),
    "text": lambda value: isinstance(value, str),
    "pairs": partial(_is_mapping_to, str),
    "gaps": partial(_is_mapping_to, str),
    "practice": lambda value: isinstance(value, str) and _SHARE.fullmatch(value) is not None,
    "unknown": lambda value: isinstance(value, bool),
}
