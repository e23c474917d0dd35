"""What somebody may do and why; giving a role, taking it back."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.merging import list_mergings
from app.accounts.queries.places import list_regions
from app.accounts.queries.roles import list_grants_of, list_roles, may_grant, outranks
from app.accounts.queries.second_step import has_second_step
from app.accounts.service.roles import HeldAlreadyError, LastAdministratorError, OwnRoleError, grant_role, take_role
from app.accounts.service.second_step import reset_second_step
from app.accounts.types import HeldRole, PersonCard
from app.centres.queries.places import list_centres
from app.courses.queries import list_courses
from app.infra.database import write_tx
from app.kernel.errors import ConflictError, ForbiddenError, NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import SITE, STAFF, Permission, Role, Scope, ScopeKind
from app.staff.forms import GrantForm, place_value
from app.staff.routes.people import done_text, row_view
from app.staff.routes.room import get_person, room, viewer_id
from app.staff.routes.words import permissions_of, role_text, until_text
from app.web.pages import moment_text
from app.web.roles import role_name
from app.web.room import demand_recent_password
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/staff/people/<person>/roles/", who=Permission.MANAGE_PEOPLE)
def roles(lang: str, person: str) -> str | AnyResponse:
    """Each thing that a person may do, with the role that it comes from."""
    card = get_person(person, Permission.MANAGE_PEOPLE)
    if card.person_id != person:
        return redirect(url_for("staff.roles", lang=lang, person=card.person_id), 303)
    return _page(card)


def _page(card: PersonCard, fault: str = "") -> str:
    asleep = list_grants_of(id_ for one in list_mergings(card.person_id) for id_ in one.moved_ids)
    return render_template(
        "staff/roles.html",
        person=row_view(card),
        roles=[_view(one, card) for one in list_roles(card.person_id) if one.grant.role in STAFF],
        asleep=[role_text(grant) for grants in asleep.values() for grant in grants],
        can_reset=has_second_step(card.person_id) and card.person_id != viewer_id() and not _is_above(card),
        done=done_text(request.args.get("done", "")),
        fault=fault,
    )


def _view(held: HeldRole, card: PersonCard) -> dict[str, Any]:
    grant = held.grant
    is_own = card.person_id == viewer_id() and grant.role is Role.ADMINISTRATOR
    return {
        "id": held.id,
        "text": role_text(grant),
        "giver": held.giver,
        "given": moment_text(held.granted_at),
        "until": until_text(grant),
        "permissions": permissions_of(grant.role),
        "can_take": may_grant(current_viewer().grants, grant.role, grant.scope) and not is_own,
    }


@room.page("/<lang:lang>/staff/people/<person>/roles/give/", who=Permission.MANAGE_PEOPLE)
def give(lang: Tag, person: str) -> Response:
    """Choose a role, a place and an end."""
    card = get_person(person, Permission.MANAGE_PEOPLE)
    demand_recent_password()
    form = GrantForm()
    _offer(form, lang)
    return _give_page(card, form)


@room.route(
    "/<lang:lang>/staff/people/<person>/roles/give/",
    methods=["POST"],
    endpoint="given",
    who=Permission.MANAGE_PEOPLE,
)
def given(lang: Tag, person: str) -> AnyResponse:
    """Give the role, when the giver's own reaches as far."""
    card = _exactly(person)
    demand_recent_password()
    form = GrantForm.of_request()
    _offer(form, lang)
    if not form.validate():
        return _give_page(card, form, status=400)
    if not may_grant(current_viewer().grants, form.chosen_role, form.chosen_scope):
        raise ForbiddenError
    try:
        with write_tx():
            grant_role(person, form.chosen_role, form.chosen_scope, granted_by=viewer_id(), ends_at=form.ends_at)
    except HeldAlreadyError:
        form.role.errors = [_("Bu odamda shu joyda shunday vazifa bor.")]
        return _give_page(card, form, status=409)
    return redirect(url_for("staff.roles", lang=lang, person=person, done="given"), 303)


def _offer(form: GrantForm, tag: Tag) -> None:
    """The roles and places that the viewer may give."""
    form.role.choices = [(role.value, role_name(role)) for role in Role if role in STAFF]
    groups = {
        "": [(SITE, _("butun sayt"))],
        str(_("Viloyat")): [(Scope(kind=ScopeKind.REGION, key=one.key), one.name) for one in list_regions(tag)],
        str(_("Markaz")): [(one.places[0], one.name) for one in list_centres(frozenset({SITE}))],
        str(_("Kurs")): [(Scope(kind=ScopeKind.COURSE, key=one.key), text.title) for one, text in list_courses(tag)],
    }
    grants = current_viewer().grants
    form.place.choices = {
        group: [(place_value(scope), name) for scope, name in places if may_grant(grants, Role.TRAINER, scope)]
        for group, places in groups.items()
    }


def _give_page(card: PersonCard, form: GrantForm, *, status: int = 200) -> Response:
    return make_response(render_template("staff/give.html", person=row_view(card), form=form), status)


@room.action("/<lang:lang>/staff/people/<person>/roles/take", who=Permission.MANAGE_PEOPLE)
def take(lang: str, person: str) -> AnyResponse:
    """Take a role back."""
    card = _exactly(person)
    demand_recent_password()
    held = next((one for one in list_roles(person) if one.id == request.form.get("role", "")), None)
    if held is None:
        raise NotFoundError
    if not may_grant(current_viewer().grants, held.grant.role, held.grant.scope):
        raise ForbiddenError
    try:
        with write_tx():
            take_role(person, held.id, taken_by=viewer_id())
    except OwnRoleError:
        return _fault(card, _("Oʻz administrator vazifangizni oʻzingiz olib tashlay olmaysiz."))
    except LastAdministratorError:
        return _fault(card, last_administrator_text())
    return redirect(url_for("staff.roles", lang=lang, person=person, done="taken"), 303)


def last_administrator_text() -> str:
    """Why the last administrator stays."""
    return str(_("Bu oxirgi administrator. Avval boshqa odamni muddatsiz administrator qiling."))


def _fault(card: PersonCard, fault: str) -> Response:
    return make_response(_page(card, fault), 409)


@room.action("/<lang:lang>/staff/people/<person>/second-step/reset", who=Permission.MANAGE_PEOPLE)
def reset(lang: str, person: str) -> AnyResponse:
    """Let a person who lost their phone set up the second step anew; another administrator does it, not they."""
    card = _exactly(person)
    demand_recent_password()
    if card.person_id == viewer_id() or _is_above(card):
        raise ForbiddenError
    with write_tx():
        reset_second_step(person, by=viewer_id())
    return redirect(url_for("staff.roles", lang=lang, person=person, done="reset"), 303)


def _is_above(card: PersonCard) -> bool:
    return outranks(card.roles, current_viewer().grants)


def _exactly(person: str) -> PersonCard:
    """The person by the id that they go by; a page that was open while two were made one is out of date."""
    card = get_person(person, Permission.MANAGE_PEOPLE)
    if card.person_id != person:
        raise ConflictError
    return card
