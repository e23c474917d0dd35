"""What a learner is told about an answer, once it may be told."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import escape

from app.content.types import Question, QuestionKind, QuestionText
from app.kernel.locale import Tag
from app.quizzes.queries.attempts import get_graded_quiz_of
from app.quizzes.rules.scoring import grade_one
from app.quizzes.types import UNANSWERED, AttemptFacts, Outcome, Response


def feedback_on(facts: AttemptFacts, question: Question, tag: Tag) -> dict[str, Any]:
    """How an answer was, why, and what was right. It tells the answer key: ask `may_show_feedback` first."""
    id_ = question.id
    given, verdict, hints = facts.responses.get(id_, UNANSWERED), facts.essays.get(id_), facts.hints.get(id_, 0)
    quiz = get_graded_quiz_of(facts)
    graded = next(one for one in quiz.questions if one.id == id_)
    mark = grade_one(quiz, graded, given, hints, verdict)
    text = question.texts[tag]
    return {
        "outcome": mark.outcome.value,
        "notes": list(_notes(graded, text, given)),
        "right": [] if mark.outcome is Outcome.RIGHT else list(_right(graded, text)),
        "explanation_html": text.explanation_html,
        "hints": hints,
        "points": number_text(mark.points),
        "possible": number_text(mark.possible),
        "note": verdict.note if verdict else "",
    }


def yours(question: Question, given: Response, tag: Tag) -> list[str]:
    """What was answered, as markup to show."""
    text = question.texts[tag]
    if given.is_unknown:
        return [str(escape(_("Bilmayman")))]
    if question.kind in {QuestionKind.SHORT, QuestionKind.ESSAY}:
        typed = str(escape(given.text)).replace("\n", "<br>")
        return [f'<span translate="no">{typed}</span>'] if typed else []
    if question.kind is QuestionKind.TRUEFALSE:
        return [f"{text.options_html[key]} — {_truth(is_true=truth)}" for key, truth in given.truths.items()]
    return [text.options_html[key] for key in given.chosen]


def number_text(points: Fraction) -> str:
    """Points as people write them, to two places."""
    return str(format_decimal(round(float(points), 2)))


def _notes(question: Question, text: QuestionText, given: Response) -> Iterator[dict[str, str]]:
    for option in question.options:
        feedback = text.feedback_html.get(option.key)
        if feedback and _is_touched(question, option.key, given, is_right=option.is_right):
            yield {"option_html": text.options_html[option.key], "html": feedback}


def _is_touched(question: Question, key: str, given: Response, *, is_right: bool) -> bool:
    if question.kind is QuestionKind.TRUEFALSE:
        return given.truths.get(key) is not is_right
    return key in given.chosen


def _right(question: Question, text: QuestionText) -> Iterator[str]:
    if question.kind is QuestionKind.ESSAY:
        return
    if question.kind is QuestionKind.SHORT:
        yield str(escape(question.accepted[0]))
    elif question.kind is QuestionKind.TRUEFALSE:
        for option in question.options:
            yield f"{text.options_html[option.key]} — {_truth(is_true=option.is_right)}"
    else:
        yield from (text.options_html[option.key] for option in question.options if option.is_right)


def _truth(*, is_true: bool) -> str:
    return str(_("toʻgʻri") if is_true else _("notoʻgʻri"))
