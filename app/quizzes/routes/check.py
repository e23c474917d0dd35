"""One question outside an attempt: answered, told how it was, and forgotten. Nothing of it is stored.

Films ask this way, and a page without scripts as well as one with them gets the same answer.
"""

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from app.content.types.courses import Course
from app.content.types.quizzes import Question, Quiz
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.quizzes.queries.attempts import get_quiz
from app.quizzes.routes.parts import feedback_at_once
from app.quizzes.routes.room import PATH, posted, room
from app.quizzes.rules.checking import may_check
from app.quizzes.rules.response import parse_response
from app.quizzes.types.answers import UNANSWERED, BadAnswerError, BadAnswerProblem
from app.quizzes.types.answers import Response as Given
from app.quizzes.types.papers import Asked

CHECK = PATH + "check/<item>/"


@room.page(CHECK, who=Circle.EVERYONE)
def ask(lang: Tag, course: str, quiz: str, item: str) -> Response:
    """The question by itself."""
    found_course, found, asked = _find(lang, course, quiz, item)
    return _page(lang, found_course, found, asked)


@room.action(CHECK, who=Circle.EVERYONE, open_post=True, for_strangers=True)
def check(lang: Tag, course: str, quiz: str, item: str) -> Response:
    """How the answer was, and why."""
    found_course, found, asked = _find(lang, course, quiz, item)
    try:
        given = parse_response(asked, posted(), _as_written(asked))
    except BadAnswerError as error:
        if error.problem is not BadAnswerProblem.TOO_LONG:
            raise
        return _page(lang, found_course, found, asked, error=_("Javob juda uzun. Qisqaroq yozing."))
    if given.is_empty:
        return _page(lang, found_course, found, asked, error=_("Avval javob bering."))
    return _page(lang, found_course, found, asked, given=given)


def _find(lang: Tag, course: str, quiz: str, item: str) -> tuple[Course, Quiz, Question]:
    """NotFoundError also for a question whose key must not be told here: it is as if there were none."""
    found_course, found, _release = get_quiz(course, quiz, lang)
    asked = next((each for each in found.questions if each.id == item), None)
    if asked is None or not may_check(found_course, found, asked):
        raise NotFoundError
    return found_course, found, asked


def _as_written(question: Question) -> Asked:
    return Asked(question_id=question.id, option_keys=tuple(option.key for option in question.options))


def _page(
    lang: Tag, course: Course, quiz: Quiz, asked: Question, *, given: Given | None = None, error: str = ""
) -> Response:
    back = safe_next(request.values.get("next", "")) or url_for("courses.course", lang=lang, course=course.key)
    page = render_template(
        "quizzes/check.html",
        course_key=course.key,
        quiz=quiz,
        question=asked,
        text=asked.texts[lang],
        given=given or UNANSWERED,
        back=back,
        error=error,
        feedback=feedback_at_once(quiz, asked, given, lang) if given else None,
    )
    return make_response(page, 400 if error else 200)
