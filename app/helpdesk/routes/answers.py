"""Questions that many ask about a course: the page for everybody, and the form in which the staff rewrites them."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.forms import PublicAnswerForm
from app.helpdesk.queries.answers import get_public_answer, list_public_answers
from app.helpdesk.queries.lessons import find_title
from app.helpdesk.queries.questions import get_question
from app.helpdesk.routes.room import lines_of, room
from app.helpdesk.service.answers import write_public_answer
from app.helpdesk.types import PublicAnswer, QuestionFacts, TurnKind
from app.infra.database import write_tx
from app.kernel.locale import RU, UZ, Tag, get_language
from app.kernel.permissions import Circle, Permission, Scope, ScopeKind, may
from app.kernel.uzbek import to_cyrillic
from app.published.queries import get_course
from app.web.i18n import current_language
from app.web.room import demand
from app.web.viewer import current_viewer

WHO = Permission.ANSWER_QUESTIONS
ADDRESS = "/<lang:lang>/courses/<course>/answers/"
EDIT = f"{ADDRESS}edit/"


@room.page(ADDRESS, who=Circle.EVERYONE)
def answers(lang: Tag, course: str) -> str:
    """What many ask about a course."""
    found, text = get_course(course, lang)
    can_edit = may(current_viewer().grants, WHO, _scope(course))
    shown = list_public_answers(found.key, hidden_too=can_edit)
    return render_template(
        "helpdesk/answers.html",
        course={"key": found.key, "title": text.title},
        rows=[_view(one, lang) for one in shown],
        can_edit=can_edit,
    )


def _scope(course_key: str) -> Scope:
    return Scope(kind=ScopeKind.COURSE, key=course_key)


def _view(one: PublicAnswer, lang: Tag) -> dict[str, Any]:
    """In the page's language; where the staff has not written it, in Uzbek, and marked so."""
    own = get_language(lang)
    written = own.derived_from or lang
    tag = written if written in one.texts else next(iter(one.texts))
    is_derived = own.derived_from == tag
    question, answer = (to_cyrillic(words) if is_derived else words for words in one.texts[tag])
    return {
        "id": one.id,
        "html_lang": None if tag == written else get_language(tag).html_lang,
        "question": question,
        "lines": lines_of(answer, is_staff=True),
        "lesson": {"key": one.lesson_key, "title": find_title(one.course_key, one.lesson_key, lang)}
        if one.lesson_key
        else None,
        "is_shown": one.is_shown,
    }


@room.page(EDIT, who=WHO)
def edit_answer(lang: Tag, course: str) -> str:
    """Rewrite a question for everybody: a new one, one that somebody asked, or one that stands there already."""
    demand(WHO, _scope(course))
    known, asked = _known(course), _asked()
    return _page(lang, course, _form(known, asked), known, asked)


@room.action(EDIT, who=WHO)
def save_answer(lang: Tag, course: str) -> AnyResponse:
    """Keep it."""
    demand(WHO, _scope(course))
    known, asked = _known(course), _asked()
    form = PublicAnswerForm.of_request()
    form.original = asked.text if asked else ""
    if not form.validate():
        return make_response(_page(lang, course, form, known, asked), 400)
    texts = {UZ: (form.question.data or "", form.answer.data or "")}
    if form.question_ru.data and form.answer_ru.data:
        texts[RU] = (form.question_ru.data, form.answer_ru.data)
    with write_tx():
        write_public_answer(
            known.id if known else None,
            course_key=get_course(course, current_language().tag)[0].key,
            lesson_key=known.lesson_key if known else asked.lesson_key if asked else "",
            texts=texts,
            is_shown=bool(form.is_shown.data),
            author_id=str(current_viewer().person_id),
        )
    return redirect(url_for("helpdesk.answers", lang=lang, course=course), 303)


def _known(course: str) -> PublicAnswer | None:
    entry = request.values.get("entry", "")
    return get_public_answer(course, entry) if entry else None


def _asked() -> QuestionFacts | None:
    question_id = request.values.get("question_id", "")
    if not question_id:
        return None
    found = get_question(question_id)
    demand(WHO, *found.places)
    return found


def _form(known: PublicAnswer | None, asked: QuestionFacts | None) -> PublicAnswerForm:
    if known is not None:
        uz, ru = known.texts.get(UZ, ("", "")), known.texts.get(RU, ("", ""))
        return PublicAnswerForm(
            question=uz[0], answer=uz[1], question_ru=ru[0], answer_ru=ru[1], is_shown=known.is_shown
        )
    answered = [turn.text for turn in asked.turns if turn.kind is TurnKind.ANSWERED] if asked else []
    return PublicAnswerForm(answer=answered[-1] if answered else "", is_shown=True)


def _page(
    lang: Tag, course: str, form: PublicAnswerForm, known: PublicAnswer | None, asked: QuestionFacts | None
) -> str:
    found, text = get_course(course, lang)
    return render_template(
        "helpdesk/edit_answer.html",
        course={"key": found.key, "title": text.title},
        form=form,
        entry=known.id if known else "",
        question_id=asked.id if asked else "",
        original=lines_of(asked.text, is_staff=False) if asked else [],
    )
