"""A question as its page shows it: the fields of its kind, with what was answered or, after a slip, what was sent."""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from app.content.types.quizzes import Gap, Question, QuestionKind, QuestionText
from app.quizzes.rules.areas import answer_id, with_areas
from app.quizzes.rules.filling import pieces
from app.quizzes.rules.response import ESSAY_LIMIT, at_places, field_name
from app.quizzes.types.answers import BadAnswerError, BadAnswerProblem, Response
from app.quizzes.types.papers import Asked

Sent = Mapping[str, str]
"""Values of a form that was not taken, by field."""


def say_slip(question: Question, error: BadAnswerError) -> str:
    """What to mend in an answer."""
    match error.problem:
        case BadAnswerProblem.SAME_PLACE:
            return str(_("Ikki qatorda bir xil oʻrin turibdi. Har bir qatorga boshqa oʻrin tanlang."))
        case BadAnswerProblem.NOT_A_NUMBER if question.kind is QuestionKind.CLOZE:
            gap = error.field.rpartition(".")[2]
            return str(_("(%(gap)s) boʻsh joyga faqat son yozing, masalan: 12 yoki 2,5.", gap=gap))
        case BadAnswerProblem.NOT_A_NUMBER:
            return str(_("Faqat son yozing, masalan: 12 yoki 2,5."))
        case _:
            return str(_("Javob juda uzun. Qisqaroq yozing."))


def question_view(
    question: Question, text: QuestionText, asked: Asked, given: Response, sent: Sent | None, *, wrong: str = ""
) -> dict[str, Any]:
    """What `_ask.html` needs. `wrong` is the field to mend, when `sent` was not taken for its sake."""
    name = field_name(question.id)
    view = {
        "kind": question.kind.value,
        "field": name,
        "prompt_html": text.prompt_html,
        "stem_html": text.stem_html,
        "hints_html": text.hints_html,
        "typed": given.text if sent is None else sent.get(name, ""),
        "limit": format_decimal(ESSAY_LIMIT),
        "error_id": "answer",
        "options": [_option(question, text, given, key) for key in asked.option_keys],
    }
    match question.kind:
        case QuestionKind.ORDER:
            view |= _rows(question, text, asked, sent, {key: given.pairs.get(key, "") for key in asked.option_keys})
        case QuestionKind.MATCH:
            places = {key: place for place, key in at_places(asked.side_keys).items()}
            view |= _rows(question, text, asked, sent, {key: places.get(side, "") for key, side in given.pairs.items()})
            view["sides"] = [(place, _plain(text.sides_html[key])) for key, place in places.items()]
        case QuestionKind.CLOZE:
            view["parts"] = _parts(question, text, asked, given, sent)
        case QuestionKind.HOTSPOT:
            view["stem_html"] = with_areas(question, text.stem_html, asked)
    return view | {"error_id": _id_of(view, wrong), "wrong": wrong}


def _option(question: Question, text: QuestionText, given: Response, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "html": text.options_html[key],
        "is_chosen": key in given.chosen,
        "field": field_name(question.id, key),
        "truth": given.truths.get(key),
    }


def _rows(
    question: Question, text: QuestionText, asked: Asked, sent: Sent | None, picked: Mapping[str, str]
) -> dict[str, Any]:
    """Items or left sides, each with its field: no key of theirs is on the page."""
    rows = []
    for place, key in at_places(asked.option_keys).items():
        name = field_name(question.id, place)
        value = picked.get(key, "") if sent is None else sent.get(name, "")
        rows.append({"id": answer_id(place), "field": name, "html": text.options_html[key], "picked": value})
    return {"rows": rows, "options": []}


def _parts(
    question: Question, text: QuestionText, asked: Asked, given: Response, sent: Sent | None
) -> list[dict[str, Any]]:
    gaps = {gap.key: gap for gap in question.gaps}
    parts = []
    for html, key in pieces(text.stem_html):
        gap = _gap(gaps[key], text, asked, given.gaps.get(key, "")) if key in gaps else None
        if gap:
            gap["field"] = field_name(question.id, key)
            gap["value"] = gap["value"] if sent is None else sent.get(gap["field"], "")
        parts.append({"html": html, "gap": gap})
    return parts


def _gap(gap: Gap, text: QuestionText, asked: Asked, value: str) -> dict[str, Any]:
    places = {key: place for place, key in at_places(asked.choice_keys.get(gap.key, ())).items()}
    return {
        "id": answer_id(gap.key),
        "key": gap.key,
        "kind": gap.kind.value,
        "value": places.get(value, "") if places else value,
        "choices": [(place, text.choices[gap.key][key]) for key, place in places.items()],
    }


def _id_of(view: Mapping[str, Any], field: str) -> str:
    """The id of a field on the page, for whoever follows the list of mistakes."""
    fields = [*view.get("rows", ()), *(part["gap"] for part in view.get("parts", ()) if part["gap"])]
    return next((each["id"] for each in fields if each["field"] == field), "answer")


def _plain(html: str) -> str:
    """What an element that holds no markup can say of it."""
    return Markup(html).striptags()  # noqa: S704 - compiled and cleaned at publish; the tags go
