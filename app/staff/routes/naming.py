"""A trainer compares a person's name with a document: certificates from then on say so, and at which centre."""

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.names import find_naming
from app.accounts.service.names import NameChangedError, vouch_name
from app.accounts.types import PersonCard
from app.infra.database import write_tx
from app.kernel.permissions import Permission
from app.staff.forms import VouchForm
from app.staff.routes.people import row_view
from app.staff.routes.room import get_somebody_else, room, viewer_id

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/staff/people/<person>/name/"


@room.page(ADDRESS, who=WHO)
def vouch(lang: str, person: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The name as it would be printed, to be held beside a document."""
    card = get_somebody_else(person, WHO)
    return _page(card, VouchForm(name=card.name))


@room.route(ADDRESS, methods=["POST"], endpoint="vouched", who=WHO)
def vouched(lang: str, person: str) -> AnyResponse:
    """Keep that it was compared: this spelling, at this centre, and nothing of the document."""
    card = get_somebody_else(person, WHO)
    form = VouchForm.of_request()
    if not form.validate():
        form.name.data = card.name
        return _page(card, form, status=400)
    try:
        with write_tx():
            vouch_name(card.person_id, form.name.data or "", centre=form.centre.data or "", by=viewer_id())
    except NameChangedError:
        form.name.data, form.is_compared.data = card.name, False
        form.is_compared.errors = [_("Ism hozirgina oʻzgardi. Yangisini hujjat bilan solishtiring.")]
        return _page(card, form, status=409)
    return redirect(url_for("staff.person", lang=lang, person=person, done="vouched"), 303)


def _page(card: PersonCard, form: VouchForm, *, status: int = 200) -> Response:
    page = render_template(
        "staff/vouch.html", person=row_view(card), naming=find_naming(card.person_id, card.name), form=form
    )
    return make_response(page, status)
