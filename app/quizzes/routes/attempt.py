"""An attempt under way: one question a page, each answer kept as it is given, and a look at all before the end."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from app.accounts.queries.people import find_profile
from app.accounts.service.people import rename
from app.content.types import Question, QuestionKind, QuestionText, Quiz
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.kernel.text import clean_name
from app.quizzes.queries import find_course, get_paper_of, get_quiz_of
from app.quizzes.routes.parts import feedback_on
from app.quizzes.routes.practice import has_walk
from app.quizzes.routes.room import ATTEMPT, own_attempt, posted, room, text_tag
from app.quizzes.rules.attempt import may_show_feedback
from app.quizzes.rules.response import field_name, parse_response
from app.quizzes.service import save_answer, submit_attempt
from app.quizzes.types import (
    UNANSWERED,
    AnswerClosedError,
    Asked,
    AttemptClosedError,
    AttemptFacts,
    AttemptState,
    BadAnswerError,
    BadAnswerProblem,
    Paper,
    Response,
)
from app.web.earned import find_standing
from app.web.forms import Cleaned, Filled, HouseForm


class FinishForm(HouseForm):
    """The last word before the end: the name for the certificate."""

    name = StringField(_l("Sertifikatdagi ismingiz"), [Filled(_l("Ismingizni yozing.")), Cleaned(clean_name)])


@room.page(ATTEMPT, who=Circle.EVERYONE)
def resume(lang: Tag, course: str, quiz: str, attempt: str) -> AnyResponse:
    """Go on where the attempt was left: at the first open question, or at the review when none is open."""
    facts = own_attempt(attempt, course, quiz)
    here: dict[str, Any] = {"lang": lang, "course": course, "quiz": quiz, "attempt": attempt}
    if facts.state is AttemptState.SUBMITTED:
        return redirect(url_for("quizzes.result", **here), 303)
    ids = get_paper_of(facts).question_ids
    number = next((number for number, id_ in enumerate(ids, 1) if not _is_answered(facts, id_)), None)
    target = url_for("quizzes.question", **here, number=number) if number else url_for("quizzes.review", **here)
    return redirect(target, 303)


@room.page(ATTEMPT + "<int:number>/", who=Circle.EVERYONE)
def question(lang: Tag, course: str, quiz: str, attempt: str, number: int) -> str | AnyResponse:
    """One question, with what was answered before."""
    facts = own_attempt(attempt, course, quiz)
    if facts.state is AttemptState.SUBMITTED:
        return redirect(url_for("quizzes.result", lang=lang, course=course, quiz=quiz, attempt=attempt), 303)
    return _question_page(lang, facts, number)


@room.action(ATTEMPT + "<int:number>/answer", who=Circle.EVERYONE)
def answer(lang: Tag, course: str, quiz: str, attempt: str, number: int) -> AnyResponse:
    """Keep the answer, then go on."""
    facts = own_attempt(attempt, course, quiz)
    frozen = get_quiz_of(facts)
    paper = get_paper_of(facts)
    asked = _asked(paper, number)
    here: dict[str, Any] = {"lang": lang, "course": course, "quiz": quiz, "attempt": attempt}
    try:
        response = parse_response(_question(frozen, asked), posted())
    except BadAnswerError as error:
        if error.problem is not BadAnswerProblem.TOO_LONG:
            raise
        return make_response(_question_page(lang, facts, number, error=_("Javob juda uzun. Qisqaroq yozing.")), 400)
    try:
        with write_tx():
            save_answer(facts, asked.question_id, response)
    except AttemptClosedError:
        return redirect(url_for("quizzes.result", **here, late="1"), 303)
    except AnswerClosedError:
        return redirect(url_for("quizzes.question", **here, number=number), 303)
    if not response.is_empty and may_show_feedback(frozen.feedback, state=facts.state, given=response):
        return redirect(url_for("quizzes.question", **here, number=number), 303)
    if number < len(paper.questions):
        return redirect(url_for("quizzes.question", **here, number=number + 1), 303)
    return redirect(url_for("quizzes.review", **here), 303)


@room.page(ATTEMPT + "review/", who=Circle.EVERYONE)
def review(lang: Tag, course: str, quiz: str, attempt: str) -> str | AnyResponse:
    """All questions at a glance, before the end."""
    facts = own_attempt(attempt, course, quiz)
    if facts.state is AttemptState.SUBMITTED:
        return redirect(url_for("quizzes.result", lang=lang, course=course, quiz=quiz, attempt=attempt), 303)
    return _review_page(lang, facts, _finish_form(facts))


@room.action(ATTEMPT + "submit", who=Circle.EVERYONE)
def submit(lang: Tag, course: str, quiz: str, attempt: str) -> AnyResponse:
    """End the attempt. A second tap finds it ended, and shows the same result."""
    facts = own_attempt(attempt, course, quiz)
    form = _finish_form(facts)
    if form is not None and "name" in request.form and not form.validate():
        return make_response(_review_page(lang, facts, form), 400)
    with write_tx():
        if submit_attempt(facts, lang) and form is not None and "name" in request.form:
            rename(facts.person_id, form.name.data or "")
    return redirect(url_for("quizzes.result", lang=lang, course=course, quiz=quiz, attempt=attempt), 303)


def _finish_form(facts: AttemptFacts) -> FinishForm | None:
    """The name is asked for where a pass can still bring a certificate."""
    course = find_course(facts.course_key)
    if course is None or course.certificate is None or course.quiz != facts.quiz_key:
        return None
    profile = find_profile(facts.person_id)
    if profile is None or find_standing(facts.person_id, facts.course_key).certificate:
        return None
    return FinishForm.of_request(name=profile.name)


def _review_page(lang: Tag, facts: AttemptFacts, form: FinishForm | None) -> str:
    frozen = get_quiz_of(facts)
    rows = [
        {
            "number": number,
            "prompt_html": _text(lang, _question(frozen, asked)).prompt_html,
            "is_answered": _is_answered(facts, asked.question_id),
        }
        for number, asked in enumerate(get_paper_of(facts).questions, 1)
    ]
    return render_template("quizzes/review.html", **_names(lang, frozen, facts), rows=rows, form=form)


def _question_page(lang: Tag, facts: AttemptFacts, number: int, *, error: str | None = None) -> str:
    frozen = get_quiz_of(facts)
    paper = get_paper_of(facts)
    asked = _asked(paper, number)
    question = _question(frozen, asked)
    given = facts.responses.get(asked.question_id, UNANSWERED)
    is_shown = may_show_feedback(frozen.feedback, state=facts.state, given=given)
    return render_template(
        "quizzes/question.html",
        **_names(lang, frozen, facts),
        number=number,
        total=len(paper.questions),
        places=[
            {"number": place, "is_answered": _is_answered(facts, id_)}
            for place, id_ in enumerate(paper.question_ids, 1)
        ],
        is_saved=not given.is_empty,
        has_walk=question.kind is QuestionKind.PRACTICE and has_walk(facts, asked.question_id),
        question=_question_view(lang, question, asked, given),
        error=error,
        feedback=feedback_on(question, given, frozen.grading, _tag(lang, question)) if is_shown else None,
    )


def _question_view(lang: Tag, question: Question, asked: Asked, given: Response) -> dict[str, Any]:
    text = _text(lang, question)
    typed = request.form.get(field_name(question.id)) if request.method == "POST" else None
    return {
        "kind": question.kind.value,
        "field": field_name(question.id),
        "prompt_html": text.prompt_html,
        "stem_html": text.stem_html,
        "hints_html": text.hints_html,
        "typed": given.text if typed is None else typed,
        "options": [
            {
                "key": key,
                "html": text.options_html[key],
                "is_chosen": key in given.chosen,
                "field": field_name(question.id, key),
                "truth": given.truths.get(key),
            }
            for key in asked.option_keys
        ],
    }


def _names(lang: Tag, quiz: Quiz, facts: AttemptFacts) -> Mapping[str, str]:
    return {
        "course_key": facts.course_key,
        "quiz_key": facts.quiz_key,
        "quiz_title": quiz.texts[text_tag(lang, quiz.texts)].title,
        "attempt": facts.id,
    }


def _asked(paper: Paper, number: int) -> Asked:
    if not 1 <= number <= len(paper.questions):
        raise NotFoundError
    return paper.questions[number - 1]


def _question(quiz: Quiz, asked: Asked) -> Question:
    return next(question for question in quiz.questions if question.id == asked.question_id)


def _tag(lang: Tag, question: Question) -> Tag:
    return text_tag(lang, question.texts)


def _text(lang: Tag, question: Question) -> QuestionText:
    return question.texts[_tag(lang, question)]


def _is_answered(facts: AttemptFacts, question_id: str) -> bool:
    return not facts.responses.get(question_id, UNANSWERED).is_empty
