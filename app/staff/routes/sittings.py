"""How somebody's tests were taken: a trainer who was there says it, one attempt at a time."""

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.types import PersonCard
from app.infra.database import write_tx
from app.kernel.permissions import Permission
from app.quizzes.queries.sittings import get_sitting, list_sittings
from app.quizzes.service.sittings import confirm_sitting
from app.quizzes.types.attempts import Sitting
from app.staff.forms import SittingForm
from app.staff.routes.people import row_view
from app.staff.routes.room import get_somebody_else, room, viewer_id
from app.staff.routes.words import course_title
from app.web.pages import moment_text

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/staff/people/<person>/tests/"


@room.page(ADDRESS, who=WHO)
def sittings(lang: str, person: str) -> str:  # noqa: ARG001 - the converter has set the language
    """The latest attempts of a person, and what was said of each."""
    card = get_somebody_else(person, WHO)
    rows = [_view(one) for one in list_sittings(card.person_id)]
    return render_template("staff/sittings.html", person=row_view(card), rows=rows)


@room.page(f"{ADDRESS}<attempt>/", who=WHO)
def sitting(lang: str, person: str, attempt: str) -> Response:  # noqa: ARG001 - as above
    """Say it of one attempt."""
    card = get_somebody_else(person, WHO)
    found = get_sitting(card.person_id, attempt)
    said = found.facts
    form = SittingForm(
        centre=said.centre if said else "",
        is_supervised=_answer(said.is_supervised) if said else None,
        had_helper=_answer(said.had_helper) if said else None,
    )
    return _page(card, found, form)


@room.route(f"{ADDRESS}<attempt>/", methods=["POST"], endpoint="sitting_told", who=WHO)
def told(lang: str, person: str, attempt: str) -> AnyResponse:
    """Keep it. A certificate that waited for it is issued; one that is there stays as it is."""
    card = get_somebody_else(person, WHO)
    found = get_sitting(card.person_id, attempt)
    form = SittingForm.of_request()
    form.offer()
    if not form.validate():
        return _page(card, found, form, status=400)
    with write_tx():
        confirm_sitting(
            attempt,
            centre=form.centre.data or "",
            is_supervised=form.is_supervised.data == "yes",
            had_helper=form.had_helper.data == "yes",
            by=viewer_id(),
        )
    return redirect(url_for("staff.person", lang=lang, person=person, done="sitting"), 303)


def _answer(is_so: bool) -> str:  # noqa: FBT001 - what a radio button says
    return "yes" if is_so else "no"


def _view(one: Sitting) -> dict[str, Any]:
    return {
        "id": one.attempt_id,
        "course": course_title(one.course_key),
        "started": moment_text(one.started_at),
        "percent": one.percent,
        "is_passed": one.is_passed,
        "facts": one.facts,
    }


def _page(card: PersonCard, found: Sitting, form: SittingForm, *, status: int = 200) -> Response:
    form.offer()
    page = render_template("staff/sitting.html", person=row_view(card), row=_view(found), form=form)
    return make_response(page, status)
