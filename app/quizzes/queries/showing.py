"""A question to be talked about by a class: on a wall, before anybody answers it, and what is right afterwards."""

import hashlib

from flask_babel import gettext as _

from app.content.types.courses import Course
from app.content.types.quizzes import Feedback, Question, QuestionKind, Quiz
from app.kernel.locale import Tag
from app.quizzes.rules.telling import Voice, tell_right


def may_show(course: Course, quiz: Quiz) -> bool:
    """Whether a class may see a quiz and its key: one that tells it after each answer anyway, never the final one."""
    return quiz.feedback is Feedback.IMMEDIATE and quiz.key != course.quiz


def options_shown(question: Question, tag: Tag) -> list[str]:
    """What can be chosen, as HTML. Where the written order is the key, in another that is always the same."""
    text = question.texts[tag]
    options = [(option.key, text.options_html[option.key]) for option in question.options]
    if question.kind is QuestionKind.ORDER:
        options.sort(key=lambda pair: _mixed(question, pair[0]))
    return [html for _key, html in options]


def sides_shown(question: Question, tag: Tag) -> list[str]:
    """The right sides of a question to match, mixed; nothing for other kinds."""
    sides = sorted(question.texts[tag].sides_html.items(), key=lambda pair: _mixed(question, pair[0]))
    return [html for _key, html in sides]


def right_words(question: Question, tag: Tag) -> list[str]:
    """What is right, as HTML, a line each. Ask `may_show` first."""
    return tell_right(question, question.texts[tag], Voice(tag=tag, judged=_judged, number=str))


def _mixed(question: Question, key: str) -> str:
    return hashlib.sha256(f"{question.id} {key}".encode()).hexdigest()


def _judged(html: str, is_true: bool) -> str:  # noqa: FBT001 - truth values are the matter here
    said = _("toʻgʻri") if is_true else _("notoʻgʻri")
    return f"{html} — {said}"
