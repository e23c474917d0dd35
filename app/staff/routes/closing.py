"""Closing an account for now, and opening it again."""

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.roles import outranks
from app.accounts.service.disabling import OwnAccountError, disable_account, enable_account
from app.accounts.service.roles import LastAdministratorError
from app.accounts.types import DisableReason, PersonCard
from app.infra.database import write_tx
from app.kernel.errors import ConflictError, ForbiddenError
from app.kernel.permissions import Permission
from app.staff.forms import DisableForm
from app.staff.routes.people import row_view
from app.staff.routes.roles import last_administrator_text
from app.staff.routes.room import get_person, room, viewer_id
from app.staff.routes.words import reason_text
from app.web.room import demand_recent_password
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/staff/people/<person>/close/", who=Permission.MANAGE_PEOPLE)
def close(lang: str, person: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Ask why."""
    return _page(_within_rank(person), DisableForm())


@room.route(
    "/<lang:lang>/staff/people/<person>/close/", methods=["POST"], endpoint="closed", who=Permission.MANAGE_PEOPLE
)
def closed(lang: str, person: str) -> AnyResponse:
    """Let the person in no longer."""
    card = _within_rank(person)
    form = DisableForm.of_request()
    form.reason.choices = []
    if not form.validate():
        return _page(card, form, status=400)
    try:
        with write_tx():
            disable_account(person, DisableReason(form.reason.data), by=viewer_id())
    except OwnAccountError:
        form.reason.errors = [_("Oʻz hisobingizni oʻzingiz yopa olmaysiz.")]
        return _page(card, form, status=409)
    except LastAdministratorError:
        form.reason.errors = [last_administrator_text()]
        return _page(card, form, status=409)
    return redirect(url_for("staff.person", lang=lang, person=person, done="closed"), 303)


@room.action("/<lang:lang>/staff/people/<person>/open", who=Permission.MANAGE_PEOPLE)
def open_again(lang: str, person: str) -> AnyResponse:
    """Let the person in again."""
    _within_rank(person)
    with write_tx():
        enable_account(person, by=viewer_id())
    return redirect(url_for("staff.person", lang=lang, person=person, done="open"), 303)


def _within_rank(person: str) -> PersonCard:
    """A person whom the viewer may decide over."""
    card = get_person(person, Permission.MANAGE_PEOPLE)
    if card.person_id != person:
        raise ConflictError
    if outranks(card.roles, current_viewer().grants):
        raise ForbiddenError
    demand_recent_password()
    return card


def _page(card: PersonCard, form: DisableForm, *, status: int = 200) -> Response:
    form.reason.choices = [(one.value, reason_text(one)) for one in DisableReason]
    return make_response(render_template("staff/close.html", person=row_view(card), form=form), status)
