"""What a learner is told about an answer, once it may be told."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from markupsafe import escape

from app.content.types import Grading, Question, QuestionKind, QuestionText
from app.kernel.locale import Tag
from app.quizzes.rules.scoring import GRADERS
from app.quizzes.types import Outcome, Response


def feedback_on(question: Question, given: Response, grading: Grading, tag: Tag) -> dict[str, Any]:
    """How an answer was, why, and what was right. It tells the answer key: ask `may_show_feedback` first."""
    mark = GRADERS[question.kind](question, given, grading)
    text = question.texts[tag]
    return {
        "outcome": mark.outcome.value,
        "notes": list(_notes(question, text, given)),
        "right": [] if mark.outcome is Outcome.RIGHT else list(_right(question, text)),
        "explanation_html": text.explanation_html,
    }


def yours(question: Question, given: Response, tag: Tag) -> list[str]:
    """What was answered, as markup to show."""
    text = question.texts[tag]
    if question.kind is QuestionKind.SHORT:
        return [str(escape(given.text))] if given.text else []
    if question.kind is QuestionKind.PRACTICE:
        return [practice_words(given)] if given.practice else []
    if question.kind is QuestionKind.TRUEFALSE:
        return [f"{text.options_html[key]} — {_truth(is_true=truth)}" for key, truth in given.truths.items()]
    return [text.options_html[key] for key in given.chosen]


def practice_words(given: Response) -> str:
    """How a walk went, in words."""
    return str(_("Mashqdan %(percent)s foiz ball olingan", percent=int(100 * Fraction(given.practice))))


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
    if question.kind is QuestionKind.SHORT:
        yield str(escape(question.accepted[0]))
    elif question.kind is QuestionKind.TRUEFALSE:
        for option in question.options:
            yield f"{text.options_html[option.key]} — {_truth(is_true=option.is_right)}"
    else:
        yield from (text.options_html[option.key] for option in question.options if option.is_right)


def _truth(*, is_true: bool) -> str:
    return str(_("toʻgʻri") if is_true else _("notoʻgʻri"))
