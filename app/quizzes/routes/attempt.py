"""An attempt under way: one question a page, each answer kept as it is given, and a look at all before the end."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from app.accounts.queries.people import find_profile
from app.accounts.service.people import rename
from app.content.types.quizzes import Question, QuestionKind, QuestionText, Quiz
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.kernel.text import clean_name
from app.published.queries import find_course
from app.quizzes.queries.attempts import get_attempt, get_paper_of, get_quiz_of
from app.quizzes.routes.asking import question_view, say_slip
from app.quizzes.routes.parts import feedback_on
from app.quizzes.routes.practice import has_walk
from app.quizzes.routes.room import (
    ATTEMPT,
    is_in_background,
    own_attempt,
    owner_of,
    posted,
    posted_stamp,
    room,
    saves_by_itself,
    text_tag,
)
from app.quizzes.rules.attempt import may_show_feedback
from app.quizzes.rules.response import parse_response
from app.quizzes.service.attempts import open_hint, save_answer, submit_attempt
from app.quizzes.types.answers import SLIPS, UNANSWERED, UNKNOWN, BadAnswerError, Response
from app.quizzes.types.attempts import AttemptFacts, AttemptState, Receipt
from app.quizzes.types.papers import Asked, Paper
from app.web.earned import find_standing
from app.web.forms import Cleaned, Filled, HouseForm
from app.web.pages import moment_text
from app.web.viewer import current_viewer

UNKNOWN_FIELD = "unknown"
"""The button that says «I don't know»."""


class FinishForm(HouseForm):
    """The last word before the end: the name for the certificate."""

    name = StringField(_l("Sertifikatdagi ismingiz"), [Filled(_l("Ismingizni yozing.")), Cleaned(clean_name)])


@room.page(ATTEMPT, who=Circle.EVERYONE)
def resume(lang: Tag, course: str, quiz: str, attempt: str) -> AnyResponse:
    """Go on where the attempt was left: at the first open question, or at the review when none is open."""
    facts = own_attempt(attempt, course, quiz)
    here: dict[str, Any] = {"lang": lang, "course": course, "quiz": quiz, "attempt": attempt}
    if facts.state is not AttemptState.OPEN:
        return redirect(url_for("quizzes.result", **here), 303)
    ids = get_paper_of(facts).question_ids
    number = next((number for number, id_ in enumerate(ids, 1) if not _is_answered(facts, id_)), None)
    target = url_for("quizzes.question", **here, number=number) if number else url_for("quizzes.review", **here)
    return redirect(target, 303)


@room.page(ATTEMPT + "<int:number>/", who=Circle.EVERYONE)
def question(lang: Tag, course: str, quiz: str, attempt: str, number: int) -> str | AnyResponse:
    """One question, with what was answered before."""
    facts = own_attempt(attempt, course, quiz)
    if facts.state is not AttemptState.OPEN:
        return redirect(url_for("quizzes.result", lang=lang, course=course, quiz=quiz, attempt=attempt), 303)
    return _question_page(lang, facts, number)


@room.action(ATTEMPT + "<int:number>/answer", who=Circle.EVERYONE)
def answer(lang: Tag, course: str, quiz: str, attempt: str, number: int) -> AnyResponse:
    """Keep the answer, then go on. A page that saves by itself is told what became of it, and where one goes on."""
    facts = get_attempt(attempt, current_viewer().person_id, course_key=course, quiz_key=quiz)
    asked = _asked(get_paper_of(facts), number)
    try:
        response = _posted_response(facts, asked)
    except BadAnswerError as error:
        if error.problem not in SLIPS:
            raise
        return make_response(_question_page(lang, facts, number, slip=error), 400)
    with write_tx():
        receipt, stamp = save_answer(facts, asked.question_id, response, stamp=posted_stamp())
    target = _after(receipt, response, own_attempt(attempt, course, quiz), lang, number)
    if is_in_background():
        return jsonify(state=receipt.value, stamp=stamp, next=target)
    return redirect(target, 303)


def _posted_response(facts: AttemptFacts, asked: Asked) -> Response:
    """What was sent. Going on without a choice takes back no «I don't know»."""
    if UNKNOWN_FIELD in request.form:
        return UNKNOWN
    response = parse_response(_question(get_quiz_of(facts), asked), posted(), asked)
    said = facts.responses.get(asked.question_id, UNANSWERED)
    return said if response.is_empty and said.is_unknown else response


def _after(receipt: Receipt, given: Response, facts: AttemptFacts, lang: Tag, number: int) -> str:
    """Where one goes on after an answer."""
    here: dict[str, Any] = {"lang": lang, "course": facts.course_key, "quiz": facts.quiz_key, "attempt": facts.id}
    if receipt is Receipt.LATE or facts.state is not AttemptState.OPEN:
        return url_for("quizzes.result", **here, late="1" if receipt is Receipt.LATE else None)
    shows = not given.is_empty and may_show_feedback(get_quiz_of(facts).feedback, state=facts.state, given=given)
    if receipt in {Receipt.OLDER, Receipt.CLOSED} or shows:
        return url_for("quizzes.question", **here, number=number, older="1" if receipt is Receipt.OLDER else None)
    if number < len(get_paper_of(facts).questions):
        return url_for("quizzes.question", **here, number=number + 1)
    return url_for("quizzes.review", **here)


@room.action(ATTEMPT + "<int:number>/hint", who=Circle.EVERYONE)
def hint(lang: Tag, course: str, quiz: str, attempt: str, number: int) -> AnyResponse:
    """Open the next hint, where it costs points. What stood in the form is kept, unless that would close it."""
    facts = own_attempt(attempt, course, quiz)
    here: dict[str, Any] = {"lang": lang, "course": course, "quiz": quiz, "attempt": attempt}
    asked = _asked(get_paper_of(facts), number)
    if facts.state is not AttemptState.OPEN:
        return redirect(url_for("quizzes.result", **here), 303)
    try:
        response = _posted_response(facts, asked)
    except BadAnswerError as error:
        if error.problem not in SLIPS:
            raise
        return make_response(_question_page(lang, facts, number, slip=error), 400)
    with write_tx():
        if not response.is_empty and saves_by_itself(get_quiz_of(facts)):
            save_answer(facts, asked.question_id, response)
        open_hint(facts, asked.question_id)
    return redirect(url_for("quizzes.question", **here, number=number, _anchor="hints"), 303)


@room.page(ATTEMPT + "review/", who=Circle.EVERYONE)
def review(lang: Tag, course: str, quiz: str, attempt: str) -> str | AnyResponse:
    """All questions at a glance, before the end."""
    facts = own_attempt(attempt, course, quiz)
    if facts.state is not AttemptState.OPEN:
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
            "is_unknown": facts.responses.get(asked.question_id, UNANSWERED).is_unknown,
        }
        for number, asked in enumerate(get_paper_of(facts).questions, 1)
    ]
    return render_template("quizzes/review.html", **_names(lang, frozen, facts), rows=rows, form=form)


def _question_page(lang: Tag, facts: AttemptFacts, number: int, *, slip: BadAnswerError | None = None) -> str:
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
        is_unknown=given.is_unknown,
        is_older="older" in request.args,
        stamp=facts.answers[asked.question_id].stamp if asked.question_id in facts.answers else 0,
        question=question_view(
            question,
            _text(lang, question),
            asked,
            given,
            request.form if slip else None,
            wrong=slip.field if slip else "",
        ),
        hints=_hints(frozen, _text(lang, question), facts.hints.get(asked.question_id, 0)),
        error=say_slip(question, slip) if slip else None,
        feedback=feedback_on(facts, question, _tag(lang, question)) if is_shown else None,
    )


def _hints(quiz: Quiz, text: QuestionText, opened: int) -> dict[str, Any]:
    """The hints that may be read, and what the next one costs in percent of the points; None when there is no next."""
    all_ = () if quiz.unassisted else text.hints_html
    if not quiz.hint_cost_percent:
        return {"shown": all_, "are_free": True, "next_cost": None, "opened": 0}
    is_next = opened < len(all_)
    return {
        "shown": all_[:opened],
        "are_free": False,
        "next_cost": quiz.hint_cost_percent if is_next else None,
        "opened": opened,
    }


def _names(lang: Tag, quiz: Quiz, facts: AttemptFacts) -> Mapping[str, Any]:
    return {
        "course_key": facts.course_key,
        "quiz_key": facts.quiz_key,
        "quiz_title": quiz.texts[text_tag(lang, quiz.texts)].title,
        "attempt": facts.id,
        "owner": owner_of(facts),
        "saves": saves_by_itself(quiz),
        "time": _time_of(facts),
    }


def _time_of(facts: AttemptFacts) -> dict[str, Any] | None:
    """When the time is over: the moment in words, and the seconds until then."""
    if facts.ends_at is None:
        return None
    is_today = clock.day_of(facts.ends_at) == clock.today()
    words = f"{facts.ends_at.astimezone(clock.TASHKENT):%H:%M}" if is_today else moment_text(facts.ends_at)
    return {"ends": words, "left": max(int((facts.ends_at - clock.now()).total_seconds()), 0)}


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
