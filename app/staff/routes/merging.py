"""Making two accounts one person's: find the other, see what comes of it, do it; and undo it."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.merging import list_mergings
from app.accounts.queries.staff import search_people
from app.accounts.service.disabling import OwnAccountError
from app.accounts.service.merging import (
    ClosedAccountError,
    MergedFurtherError,
    OnePersonError,
    merge_accounts,
    unmerge_accounts,
)
from app.accounts.service.roles import LastAdministratorError
from app.accounts.types import MergingFacts, PersonCard
from app.infra.database import write_tx
from app.kernel.errors import ConflictError, NotFoundError
from app.kernel.permissions import STAFF, Permission, list_reach
from app.progress.queries import list_begun
from app.staff.forms import SearchForm
from app.staff.routes.people import row_view
from app.staff.routes.roles import last_administrator_text
from app.staff.routes.room import get_person, may_everywhere, room, viewer_id
from app.staff.routes.words import course_title, role_text
from app.web.earned import list_certificates
from app.web.pages import moment_text
from app.web.room import demand_recent_password
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/staff/people/<person>/merge/", who=Permission.MANAGE_PEOPLE)
def merge(lang: str, person: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Find the other account of the same person."""
    card = _of_two(person)
    form = SearchForm(request.args if "q" in request.args else MultiDict())
    is_good = form.validate()
    found = None
    if is_good and form.q.data:
        reach = list_reach(current_viewer().grants, Permission.MANAGE_PEOPLE)
        found = [row_view(one) for one in search_people(form.q.data, reach, page=1).people if one.person_id != person]
    page = render_template(
        "staff/merge.html",
        person=row_view(card),
        form=form,
        found=found,
        is_everywhere=may_everywhere(Permission.MANAGE_PEOPLE),
    )
    return make_response(page, 200 if is_good else 400)


@room.page("/<lang:lang>/staff/people/<person>/merge/<other>/", who=Permission.MANAGE_PEOPLE)
def merge_preview(lang: str, person: str, other: str) -> Response:  # noqa: ARG001 - as above
    """What will be joined, before it is."""
    demand_recent_password()
    return _preview(_of_two(person), _of_two(other))


@room.route(
    "/<lang:lang>/staff/people/<person>/merge/<other>/",
    methods=["POST"],
    endpoint="merged",
    who=Permission.MANAGE_PEOPLE,
)
def merged(lang: str, person: str, other: str) -> AnyResponse:
    """From now on both are one person."""
    demand_recent_password()
    card, second = _of_two(person), _of_two(other)
    try:
        with write_tx():
            merge_accounts(person, other, by=viewer_id())
    except OnePersonError:
        return _preview(card, second, _("Bu bitta odam: birlashtiradigan narsa yoʻq."))
    except OwnAccountError:
        return _preview(card, second, _("Oʻz hisobingizni boshqa administrator birlashtiradi."))
    except ClosedAccountError:
        return _preview(card, second, _("Hisoblardan biri yopilgan. Avval uni oching."))
    except LastAdministratorError:
        return _preview(card, second, last_administrator_text())
    return redirect(url_for("staff.person", lang=lang, person=person, done="merged"), 303)


@room.page("/<lang:lang>/staff/people/<person>/unmerge/<merging>/", who=Permission.MANAGE_PEOPLE)
def unmerge(lang: str, person: str, merging: str) -> Response:  # noqa: ARG001 - as above
    """What will be told apart."""
    demand_recent_password()
    return _unmerge_page(_of_two(person), _merging_of(person, merging))


@room.route(
    "/<lang:lang>/staff/people/<person>/unmerge/<merging>/",
    methods=["POST"],
    endpoint="unmerged",
    who=Permission.MANAGE_PEOPLE,
)
def unmerged(lang: str, person: str, merging: str) -> AnyResponse:
    """The two are two again."""
    demand_recent_password()
    card, facts = _of_two(person), _merging_of(person, merging)
    try:
        with write_tx():
            unmerge_accounts(facts.id, by=viewer_id())
    except MergedFurtherError:
        fault = _("Bu hisoblar keyin yana boshqasiga qoʻshilgan. Avval oxirgi birlashtirishni bekor qiling.")
        return _unmerge_page(card, facts, fault)
    return redirect(url_for("staff.person", lang=lang, person=person, done="unmerged"), 303)


def _of_two(person: str) -> PersonCard:
    """One of two people to be joined or told apart. Whoever holds a role is for administrators of the whole site."""
    card = get_person(person, Permission.MANAGE_PEOPLE)
    if card.person_id != person:
        raise ConflictError
    if any(grant.role in STAFF for grant in card.roles) and not may_everywhere(Permission.MANAGE_PEOPLE):
        raise NotFoundError
    return card


def _merging_of(person: str, merging: str) -> MergingFacts:
    found = next((one for one in list_mergings(person) if one.id == merging), None)
    if found is None:
        raise NotFoundError
    return found


def _preview(card: PersonCard, other: PersonCard, fault: str = "") -> Response:
    page = render_template("staff/merge_preview.html", person=_holdings(card), other=_holdings(other), fault=fault)
    return make_response(page, 409 if fault else 200)


def _holdings(card: PersonCard) -> dict[str, Any]:
    """What a person brings along."""
    return {
        "id": card.person_id,
        "name": card.name,
        "login": card.login,
        "roles": [role_text(grant) for grant in card.roles if grant.role in STAFF],
        "courses": [course_title(key) for key in sorted(list_begun(card.person_id))],
        "certificates": [one.course_title for one in list_certificates(card.person_id)],
    }


def _unmerge_page(card: PersonCard, facts: MergingFacts, fault: str = "") -> Response:
    page = render_template(
        "staff/unmerge.html",
        person=row_view(card),
        other={"name": facts.other_name, "login": facts.other_login},
        merging=facts.id,
        merged=moment_text(facts.merged_at),
        fault=fault,
    )
    return make_response(page, 409 if fault else 200)
