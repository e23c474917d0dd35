"""The staff's side of questions: what waits, oldest first; take, answer, ask back, pass on, close."""

from collections.abc import Callable
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.forms import AnswerForm
from app.helpdesk.queries.lessons import find_title
from app.helpdesk.queries.questions import AT_ONCE, count_open, get_question, list_open, list_settled
from app.helpdesk.routes.room import question_state_words, room, said_in, waiting_words
from app.helpdesk.rules.threads import role_answering, standing_of
from app.helpdesk.service.questions import answer_question, close_question, pass_on, return_question, take_question
from app.helpdesk.types import HeldByOtherError, QuestionFacts, TurnKind
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.locale import Tag
from app.kernel.permissions import Permission, Scope, ScopeKind, list_reach, may
from app.web.room import demand
from app.web.viewer import current_viewer

WHO = Permission.ANSWER_QUESTIONS
ADDRESS = "/<lang:lang>/questions/<question>/"
SHOWN = 120


@room.page("/<lang:lang>/questions/", who=WHO)
def questions(lang: Tag) -> str:
    """What waits for an answer in my reach."""
    reach = list_reach(current_viewer().grants, WHO)
    is_settled = "settled" in request.args
    rows = list_settled(reach) if is_settled else list_open(reach)
    return render_template(
        "helpdesk/questions.html",
        rows=[_row(one, lang) for one in rows],
        is_settled=is_settled,
        beyond=0 if is_settled else max(0, count_open(reach) - AT_ONCE),
    )


def _row(question: QuestionFacts, lang: Tag) -> dict[str, Any]:
    standing = standing_of(question.asked_at, question.turns, clock.now())
    text = question.text.replace("\n", " ")
    return {
        "id": question.id,
        "text": text[:SHOWN] + ("…" if len(text) > SHOWN else ""),
        "about": find_title(question.course_key, question.lesson_key, lang) if question.course_key else "",
        "waiting": waiting_words((clock.now() - standing.since).total_seconds()) if standing.is_open else "",
        "state": question_state_words(standing.state),
        "holder": standing.holder_name,
    }


@room.page(ADDRESS, who=WHO)
def question(lang: Tag, question: str) -> str:
    """One question, and what can be done with it."""
    return _page(lang, _in_reach(question), AnswerForm.of_request())


@room.action(f"{ADDRESS}answer", who=WHO)
def answer(lang: Tag, question: str) -> AnyResponse:
    """Answer it, or ask back: whichever button was pressed."""
    found, form = _in_reach(question), AnswerForm.of_request()
    if not form.validate():
        return make_response(_page(lang, found, form), 400)
    asks_back = request.form.get("deed") == "back"

    def write(actor: dict[str, Any]) -> None:
        answer_question(found.id, form.text.data or "", asks_back=asks_back, **actor)

    return _do(lang, found, write, form)


@room.action(f"{ADDRESS}take", who=WHO)
def take(lang: Tag, question: str) -> AnyResponse:
    """«I shall answer this»."""
    found = _in_reach(question)
    return _do(lang, found, lambda actor: take_question(found.id, **actor))


@room.action(f"{ADDRESS}return", who=WHO)
def give_back(lang: Tag, question: str) -> AnyResponse:
    """Leave it to others."""
    found = _in_reach(question)
    return _do(lang, found, lambda actor: return_question(found.id, **actor))


@room.action(f"{ADDRESS}pass-on", who=WHO)
def to_authors(lang: Tag, question: str) -> AnyResponse:
    """Give it to the authors."""
    found = _in_reach(question)
    return _do(lang, found, lambda actor: pass_on(found.id, **actor))


@room.action(f"{ADDRESS}close", who=WHO)
def close(lang: Tag, question: str) -> AnyResponse:
    """End it."""
    found = _in_reach(question)
    return _do(lang, found, lambda actor: close_question(found.id, **actor))


def _in_reach(question_id: str) -> QuestionFacts:
    found = get_question(question_id)
    demand(WHO, *found.places)
    return found


def _do(
    lang: Tag, question: QuestionFacts, write: Callable[[dict[str, Any]], None], form: AnswerForm | None = None
) -> AnyResponse:
    """Do it as who is here; when somebody else holds the question, say so, and lose nothing that was typed."""
    viewer = current_viewer()
    actor = {"actor_id": str(viewer.person_id), "role": role_answering(viewer.grants, question.places)}
    try:
        with write_tx():
            write(actor)
    except HeldByOtherError:
        return make_response(_page(lang, get_question(question.id), form or AnswerForm()), 409)
    return redirect(url_for("helpdesk.question", lang=lang, question=question.id, done="1"), 303)


def _page(lang: Tag, question: QuestionFacts, form: AnswerForm) -> str:
    viewer = current_viewer()
    standing = standing_of(question.asked_at, question.turns, clock.now())
    course = Scope(kind=ScopeKind.COURSE, key=question.course_key)
    return render_template(
        "helpdesk/question.html",
        id=question.id,
        said=said_in(question, question.name or _("Savol bergan odam")),
        about=find_title(question.course_key, question.lesson_key, lang) if question.course_key else "",
        course_key=question.course_key,
        state=question_state_words(standing.state),
        waiting=waiting_words((clock.now() - standing.since).total_seconds()) if standing.is_open else "",
        holder=standing.holder_name if standing.holder_id not in {None, viewer.person_id} else "",
        is_held=standing.holder_id not in {None, viewer.person_id},
        can_write=standing.holder_id == viewer.person_id or bool(form.text.data or form.errors),
        can_pass_on=not any(turn.kind is TurnKind.PASSED_ON for turn in question.turns),
        can_publish=bool(question.course_key) and may(viewer.grants, WHO, course),
        form=form,
        is_done="done" in request.args,
    )
