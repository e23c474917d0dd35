"""What a learner is told about an answer, once it may be told."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from app.content.types.quizzes import Question, QuestionKind, QuestionText, Quiz
from app.kernel.locale import Tag
from app.quizzes.queries.attempts import get_graded_quiz_of
from app.quizzes.rules.scoring import grade_one
from app.quizzes.rules.telling import Voice, tell_given, tell_right
from app.quizzes.types.answers import UNANSWERED, Response
from app.quizzes.types.attempts import AttemptFacts
from app.quizzes.types.grades import Mark, Outcome

TYPED = frozenset({QuestionKind.SHORT, QuestionKind.ESSAY})
"""Answered in words of one's own."""


def feedback_on(facts: AttemptFacts, question: Question, tag: Tag) -> dict[str, Any]:
    """How an answer was, why, and what was right. It tells the answer key: ask `may_show_feedback` first."""
    id_ = question.id
    given, verdict, hints = facts.responses.get(id_, UNANSWERED), facts.essays.get(id_), facts.hints.get(id_, 0)
    quiz = get_graded_quiz_of(facts)
    graded = next(one for one in quiz.questions if one.id == id_)
    mark = grade_one(quiz, graded, given, hints, verdict)
    return _told(graded, question.texts[tag], given, mark, tag) | {
        "hints": hints,
        "note": verdict.note if verdict else "",
    }


def feedback_at_once(quiz: Quiz, question: Question, given: Response, tag: Tag) -> dict[str, Any]:
    """The same for a question outside an attempt: ask `may_check` first."""
    return _told(question, question.texts[tag], given, grade_one(quiz, question, given, 0, None), tag)


def _told(question: Question, text: QuestionText, given: Response, mark: Mark, tag: Tag) -> dict[str, Any]:
    return {
        "outcome": mark.outcome.value,
        "notes": list(_notes(question, text, given)),
        "right": [] if mark.outcome is Outcome.RIGHT else tell_right(question, text, _voice(tag)),
        "explanation_html": text.explanation_html,
        "points": number_text(mark.points),
        "possible": number_text(mark.possible),
    }


def yours(question: Question, given: Response, tag: Tag) -> list[str]:
    """What was answered, as markup to show."""
    if given.is_unknown:
        return [str(_("Bilmayman"))]
    if question.kind is QuestionKind.PRACTICE:
        return [practice_words(given)] if given.practice else []
    told = tell_given(question, question.texts[tag], given, _voice(tag))
    return [f'<span translate="no">{one}</span>' for one in told] if question.kind in TYPED else told


def _voice(tag: Tag) -> Voice:
    return Voice(tag=tag, judged=_judged, number=_number)


def _judged(html: str, is_true: bool) -> str:  # noqa: FBT001 - truth values are the matter here
    said = _("toʻgʻri") if is_true else _("notoʻgʻri")
    return f"{html} — {said}"


def _number(decimal: str) -> str:
    return str(format_decimal(Decimal(decimal), locale=get_locale(), decimal_quantization=False))


def number_text(points: Fraction) -> str:
    """Points as people write them, to two places."""
    return _number(str(round(float(points), 2)).removesuffix(".0"))


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
