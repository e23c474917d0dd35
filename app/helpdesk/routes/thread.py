"""The asker's side: my questions, and the page of one question, which whoever holds its link may open."""

from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.forms import FollowUpForm
from app.helpdesk.queries.lessons import find_title
from app.helpdesk.queries.questions import find_thread, list_questions
from app.helpdesk.routes.room import full_page, question_state_words, room, said_in
from app.helpdesk.rules.threads import standing_of
from app.helpdesk.service.questions import follow_up
from app.helpdesk.types import HourFullError, QuestionFacts, TurnKind
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle, Permission, may_somewhere
from app.web.pages import moment_text
from app.web.viewer import current_viewer

SHOWN = 80


@room.page("/<lang:lang>/my-questions/", who=Circle.EVERYONE)
def mine(lang: Tag) -> str:
    """What I have asked."""
    viewer = current_viewer()
    rows = [_row(one, lang) for one in list_questions(viewer.person_id)]
    return render_template(
        "helpdesk/mine.html",
        rows=rows,
        may_answer=may_somewhere(viewer.grants, Permission.ANSWER_QUESTIONS),
        may_read_reports=may_somewhere(viewer.grants, Permission.READ_REPORTS),
    )


def _row(question: QuestionFacts, lang: Tag) -> dict[str, Any]:
    standing = standing_of(question.asked_at, question.turns, clock.now())
    return {
        "code": question.code,
        "text": question.text[:SHOWN].replace("\n", " ") + ("…" if len(question.text) > SHOWN else ""),
        "at": moment_text(question.asked_at),
        "state": question_state_words(standing.state),
        "about": find_title(question.course_key, question.lesson_key, lang) if question.course_key else "",
    }


@room.page("/<lang:lang>/my-questions/<code>/", who=Circle.EVERYONE)
def thread(lang: Tag, code: str) -> AnyResponse:
    """One question with its answers; no browser keeps it, for the link may be opened at somebody else's."""
    page = make_response(_page(_get(code), lang, FollowUpForm.of_request()))
    page.headers["Cache-Control"] = "private, no-store"
    return page


@room.action("/<lang:lang>/my-questions/<code>/", who=Circle.EVERYONE)
def more(lang: Tag, code: str) -> AnyResponse:
    """The asker writes once more."""
    question, form = _get(code), FollowUpForm.of_request()
    if not form.validate():
        return make_response(_page(question, lang, form), 400)
    try:
        with write_tx():
            follow_up(question, form.text.data or "")
    except HourFullError as error:
        return full_page(lambda words: _page(question, lang, form, full=words), error)
    return redirect(url_for("helpdesk.thread", lang=lang, code=code, sent="1"), 303)


def _get(code: str) -> QuestionFacts:
    found = find_thread(code)
    if found is None:
        raise NotFoundError
    return found


def _page(question: QuestionFacts, lang: Tag, form: FollowUpForm, *, full: str = "") -> str:
    standing = standing_of(question.asked_at, question.turns, clock.now())
    about = find_title(question.course_key, question.lesson_key, lang) if question.course_key else ""
    return render_template(
        "helpdesk/thread.html",
        code=question.code,
        link=f"{current_app.config['PUBLIC_URL']}{url_for('helpdesk.thread', lang=lang, code=question.code)}",
        about={"title": about, "course": question.course_key, "lesson": question.lesson_key} if about else None,
        said=said_in(question, _("Siz")),
        state=question_state_words(standing.state),
        is_passed_on=any(turn.kind is TurnKind.PASSED_ON for turn in question.turns),
        form=form,
        is_sent="sent" in request.args,
        is_mine=current_viewer().person_id is not None,
        full=full,
    )
