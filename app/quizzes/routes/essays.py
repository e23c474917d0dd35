"""For trainers: answers in a learner's own words, to be read and marked. Whose they are is not shown."""

from fractions import Fraction
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField, TextAreaField, ValidationError

from app.accounts.queries.people import list_ids
from app.infra.database import write_tx
from app.kernel.errors import ForbiddenError, NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission, Scope, ScopeKind, list_reach
from app.kernel.text import clean_text
from app.quizzes.queries.attempts import get_any_attempt, get_paper_of, get_quiz_of
from app.quizzes.queries.essays import list_waiting, list_waiting_of
from app.quizzes.routes.parts import number_text, yours
from app.quizzes.routes.room import course_title, room, text_tag
from app.quizzes.rules.grading.marking import exact
from app.quizzes.service.marking import mark_essay
from app.quizzes.types.answers import UNANSWERED
from app.quizzes.types.attempts import AttemptFacts
from app.quizzes.types.grades import NothingToMarkError, WaitingEssay
from app.web.forms import Cleaned, Filled, HouseForm
from app.web.pages import moment_text
from app.web.room import demand
from app.web.viewer import current_viewer

WHO = Permission.TEACH
LIST = "/<lang:lang>/staff/essays/"
ONE = LIST + "<attempt>/<int:number>/"
NOTE_LIMIT = 1000
LONGEST_NUMBER = 12


class MarkForm(HouseForm):
    """Points and a word to the learner."""

    points = StringField(_l("Ball"), [Filled(_l("Ballni yozing."))])
    note = TextAreaField(
        _l("Oʻquvchiga izoh"),
        [Cleaned(lambda typed: clean_text(typed, NOTE_LIMIT))],
        description=_l("Nima yaxshi, nimani toʻgʻrilash kerak. Oʻquvchi buni oʻqiydi."),
        render_kw={"rows": 5},
    )
    possible = Fraction(0)

    def validate_points(self, field: StringField) -> None:
        """A number from 0 to what the question has."""
        points = read_points(field.data or "")
        if points is None or not 0 <= points <= self.possible:
            raise ValidationError(_("0 dan %(most)s gacha son yozing.", most=number_text(self.possible)))


def read_points(typed: str) -> Fraction | None:
    """Points as people write them, with a comma or a dot; None when it is no plain number."""
    plain = typed.strip().replace(",", ".")
    whole, _dot, rest = plain.partition(".")
    if len(plain) > LONGEST_NUMBER or not plain.isascii() or not whole.isdecimal() or (rest and not rest.isdecimal()):
        return None
    return Fraction(plain.rstrip("."))


@room.page(LIST, who=WHO)
def essays(lang: Tag) -> str:
    """What waits, the oldest first."""
    viewer = current_viewer()
    waiting = list_waiting(list_reach(viewer.grants, WHO), str(viewer.person_id))
    done = {"graded": _("Baholandi. Natija oʻquvchiga yuborildi."), "marked": _("Baholandi.")}
    done["gone"] = _("Bu javob allaqachon baholangan.")
    return render_template(
        "quizzes/essays.html",
        rows=[_row(one, lang) for one in waiting],
        done=done.get(request.args.get("done", ""), ""),
    )


def _row(one: WaitingEssay, lang: Tag) -> dict[str, Any]:
    facts = get_any_attempt(one.attempt_id)
    question = next(each for each in get_quiz_of(facts).questions if each.id == one.question_id)
    return {
        "attempt": one.attempt_id,
        "number": one.number,
        "course": course_title(one.course_key, lang),
        "prompt_html": question.texts[text_tag(lang, question.texts)].prompt_html,
        "at": moment_text(one.handed_in_at),
        "is_own": one.is_own,
    }


@room.page(ONE, who=WHO)
def essay(lang: Tag, attempt: str, number: int) -> AnyResponse:
    """One answer with its question, and the form for its mark."""
    found = _find(attempt, number)
    if found is None:
        return redirect(url_for("quizzes.essays", lang=lang, done="gone"), 303)
    return _page(lang, *found, MarkForm())


@room.route(ONE, methods=["POST"], endpoint="mark", who=WHO)
def mark(lang: Tag, attempt: str, number: int) -> AnyResponse:
    """Keep the mark."""
    found = _find(attempt, number)
    if found is None:
        return redirect(url_for("quizzes.essays", lang=lang, done="gone"), 303)
    facts, one = found
    form = MarkForm.of_request()
    form.possible = _possible(facts, one)
    if not form.validate():
        return _page(lang, facts, one, form, status=400)
    try:
        with write_tx():
            is_last = mark_essay(
                attempt,
                one.question_id,
                points=read_points(form.points.data or "") or Fraction(0),
                note=form.note.data or "",
                by=str(current_viewer().person_id),
            )
    except NothingToMarkError:
        return redirect(url_for("quizzes.essays", lang=lang, done="gone"), 303)
    return redirect(url_for("quizzes.essays", lang=lang, done="graded" if is_last else "marked"), 303)


def _find(attempt: str, number: int) -> tuple[AttemptFacts, WaitingEssay] | None:
    """An essay within the viewer's reach; None when it waits no more. NotFoundError, ForbiddenError for one's own."""
    facts = get_any_attempt(attempt)
    demand(WHO, Scope(kind=ScopeKind.COURSE, key=facts.course_key))
    if not 1 <= number <= len(get_paper_of(facts).questions):
        raise NotFoundError
    own_ids = frozenset(list_ids(str(current_viewer().person_id)))
    if facts.owner_id in own_ids:
        raise ForbiddenError
    waiting = list_waiting_of(attempt, own_ids=own_ids)
    one = next((each for each in waiting if each.number == number), None)
    return None if one is None else (facts, one)


def _possible(facts: AttemptFacts, one: WaitingEssay) -> Fraction:
    return exact(next(each for each in get_quiz_of(facts).questions if each.id == one.question_id).points)


def _page(lang: Tag, facts: AttemptFacts, one: WaitingEssay, form: MarkForm, *, status: int = 200) -> Response:
    question = next(each for each in get_quiz_of(facts).questions if each.id == one.question_id)
    tag = text_tag(lang, question.texts)
    text = question.texts[tag]
    page = render_template(
        "quizzes/essay.html",
        row=_row(one, lang),
        stem_html=text.stem_html,
        explanation_html=text.explanation_html,
        answer=yours(question, facts.responses.get(question.id, UNANSWERED), tag),
        possible=number_text(_possible(facts, one)),
        form=form,
    )
    return make_response(page, status)
