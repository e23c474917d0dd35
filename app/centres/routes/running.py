"""Opening a centre, what is said of it, closing it."""

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.places import find_region_name
from app.centres.forms.places import KINDS, CentreForm
from app.centres.queries.places import list_cohorts_of
from app.centres.routes.room import get_centre, reach, room, viewer_id
from app.centres.routes.teach import WIDE, card_of
from app.centres.service.places import change_centre, close_centre, open_centre
from app.centres.types.places import CentreFacts
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission, Scope, ScopeKind
from app.web.room import demand

WHO = Permission.RUN_CENTRES
NEW, ONE = "/<lang:lang>/teach/centres/new/", "/<lang:lang>/teach/centres/<centre>/"


@room.page(NEW, who=WHO)
def new_centre(lang: Tag) -> Response:  # noqa: ARG001 - the converter has set the language
    """The form for a centre. NotFoundError for whoever runs single centres only."""
    _demand_wide()
    return _form_page(CentreForm(), None)


@room.route(NEW, methods=["POST"], endpoint="open_centre", who=WHO)
def opened(lang: Tag) -> AnyResponse:
    """Open it, where the viewer may."""
    _demand_wide()
    form = CentreForm.of_request()
    form.offer()
    if not form.validate():
        return _form_page(form, None, status=400)
    words = form.words
    demand(WHO, Scope(kind=ScopeKind.REGION, key=words.region))
    with write_tx():
        centre_id = open_centre(words, by=viewer_id())
    return redirect(url_for("centres.centre", lang=lang, centre=centre_id), 303)


@room.page(ONE, who=WHO)
def centre(lang: Tag, centre: str) -> str:
    """A centre: its groups, and what can be done."""
    facts = get_centre(centre)
    return render_template(
        "centres/centre.html",
        centre=facts,
        kind=KINDS[facts.kind],
        places=find_region_name(lang, facts.region, facts.district),
        cohorts=[card_of(one, lang) for one in list_cohorts_of(centre, with_closed=True)],
    )


@room.page(f"{ONE}edit/", who=WHO)
def edit_centre(lang: Tag, centre: str) -> Response:  # noqa: ARG001 - as above
    """The form with what is kept."""
    facts = get_centre(centre)
    return _form_page(CentreForm.of(facts), facts)


@room.route(f"{ONE}edit/", methods=["POST"], endpoint="change_centre", who=WHO)
def changed(lang: Tag, centre: str) -> AnyResponse:
    """Keep something else of it; it stays within the viewer's reach."""
    facts = get_centre(centre)
    form = CentreForm.of_request()
    form.offer()
    if not form.validate():
        return _form_page(form, facts, status=400)
    words = form.words
    demand(WHO, Scope(kind=ScopeKind.CENTRE, key=centre), Scope(kind=ScopeKind.REGION, key=words.region))
    with write_tx():
        change_centre(centre, words, by=viewer_id())
    return redirect(url_for("centres.centre", lang=lang, centre=centre), 303)


@room.action(f"{ONE}close", who=WHO)
def shut_centre(lang: Tag, centre: str) -> AnyResponse:
    """No new classes there."""
    get_centre(centre)
    with write_tx():
        close_centre(centre, by=viewer_id())
    return redirect(url_for("centres.centre", lang=lang, centre=centre), 303)


def _demand_wide() -> None:
    if not any(one.kind in WIDE for one in reach(WHO)):
        raise NotFoundError


def _form_page(form: CentreForm, facts: CentreFacts | None, *, status: int = 200) -> Response:
    form.offer()
    return make_response(render_template("centres/centre_form.html", form=form, centre=facts), status)
