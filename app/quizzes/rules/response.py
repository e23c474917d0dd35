"""Between a posted form, a response and its stored form. What cannot come from our own page is refused whole.

A field is named `answer.<question id>`, for a statement `answer.<question id>.<key>`, so an answer to another question
is seen as such. Fields without that prefix (a token, a button, a made-up score) are not looked at.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from app.content.types import Question, QuestionKind
from app.kernel.errors import BadTextError, TextProblem
from app.kernel.text import clean_line
from app.quizzes.types import BadAnswerError, BadAnswerProblem, Response

TEXT_LIMIT = 500
"""Characters of a short answer."""
_PREFIX = "answer."
_SHARE = re.compile(r"[01]|\d{1,9}/\d{1,9}")
_TRUTHS = {"true": True, "false": False}

Fields = Mapping[str, Sequence[str]]


def field_name(question_id: str, key: str | None = None) -> str:
    """The form field of a question, or of one of its statements."""
    return f"{_PREFIX}{question_id}" if key is None else f"{_PREFIX}{question_id}.{key}"


def parse_response(question: Question, raw: Fields) -> Response:
    """The response in a posted form; empty when nothing was chosen or written. Raises BadAnswerError."""
    fields = {name: values for name, values in raw.items() if name.startswith(_PREFIX)}
    return _PARSERS[question.kind](question, fields)


def _parse_single(question: Question, fields: Fields) -> Response:
    return _chosen(question, fields, limit=1)


def _parse_multiple(question: Question, fields: Fields) -> Response:
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


def _parse_truefalse(question: Question, fields: Fields) -> Response:
    names = {field_name(question.id, option.key): option.key for option in question.options}
    _allow_only(fields, set(names))
    judged = {key: _only(fields[name]) for name, key in names.items() if fields.get(name)}
    if not set(judged.values()) <= set(_TRUTHS):
        raise BadAnswerError(BadAnswerProblem.UNKNOWN_OPTION)
    return Response(truths={key: _TRUTHS[value] for key, value in judged.items()})


def _parse_short(question: Question, fields: Fields) -> Response:
    name = field_name(question.id)
    _allow_only(fields, {name})
    try:
        return Response(text=clean_line(_only(fields.get(name) or [""]), TEXT_LIMIT))
    except BadTextError as error:
        is_long = error.problem is TextProblem.TOO_LONG
        raise BadAnswerError(BadAnswerProblem.TOO_LONG if is_long else BadAnswerProblem.UNREADABLE) from error


def _parse_practice(_question: Question, _fields: Fields) -> Response:
    """The answer is a walk to its end: no form can give it."""
    raise BadAnswerError(BadAnswerProblem.FOREIGN_FIELD)


_PARSERS: Mapping[QuestionKind, Callable[[Question, Fields], Response]] = {
    QuestionKind.SINGLE: _parse_single,
    QuestionKind.MULTIPLE: _parse_multiple,
    QuestionKind.TRUEFALSE: _parse_truefalse,
    QuestionKind.SHORT: _parse_short,
    QuestionKind.PRACTICE: _parse_practice,
}


def _allow_only(fields: Fields, names: set[str]) -> None:
    if not set(fields) <= names:
        raise BadAnswerError(BadAnswerProblem.FOREIGN_FIELD)


def _only(values: Sequence[str]) -> str:
    if len(values) != 1:
        raise BadAnswerError(BadAnswerProblem.TOO_MANY)
    return values[0]


def to_json(response: Response) -> dict[str, object]:
    """A response for a row: only the fields in use, so that a later kind's field changes no old row."""
    full: dict[str, object] = {
        "chosen": list(response.chosen),
        "truths": dict(response.truths),
        "text": response.text,
        "practice": response.practice,
    }
    return {name: value for name, value in full.items() if value}


def from_json(value: object) -> Response:
    """The response in a row. ValueError when `to_json` cannot have written it: rows also come from other machines."""
    match value:
        case dict() if set(value) <= {"chosen", "truths", "text", "practice"}:
            chosen, truths, text = value.get("chosen", []), value.get("truths", {}), value.get("text", "")
            practice = value.get("practice", "")
        case _:
            raise ValueError("not a response")
    if not (
        (isinstance(chosen, list) and all(isinstance(key, str) for key in chosen))
        and (isinstance(truths, dict) and all(isinstance(truth, bool) for truth in truths.values()))
        and isinstance(text, str)
        and isinstance(practice, str)
        and (not practice or _SHARE.fullmatch(practice))
    ):
        raise ValueError("not a response")
    return Response(chosen=tuple(chosen), truths=truths, text=text, practice=practice)
