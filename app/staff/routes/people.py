"""Finding people, and what staff may know of one."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.merging import list_mergings
from app.accounts.queries.names import find_naming
from app.accounts.queries.places import find_region_name
from app.accounts.queries.roles import outranks
from app.accounts.queries.staff import PAGE, count_sessions, search_people
from app.accounts.types import PersonCard
from app.infra.audit import list_entries
from app.kernel.permissions import STAFF, Permission, list_reach
from app.progress.queries import list_begun
from app.staff.forms import SearchForm
from app.staff.routes.audit import entry_view
from app.staff.routes.room import asked_page, get_person, may_about, may_everywhere, room, viewer_id
from app.staff.routes.words import course_title, role_text
from app.web.earned import list_certificates
from app.web.i18n import current_language
from app.web.pages import moment_text
from app.web.viewer import current_viewer

LATEST = 10


@room.page("/<lang:lang>/staff/people/", who=Permission.FIND_PEOPLE)
def people(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The people in the viewer's reach whose name, phone or e-mail was typed."""
    page = asked_page()
    form = SearchForm(request.args if "q" in request.args else MultiDict())
    if not form.validate():
        return make_response(render_template("staff/people.html", form=form, found=None, pages=None), 400)
    typed = form.q.data or ""
    found = search_people(typed, list_reach(current_viewer().grants, Permission.FIND_PEOPLE), page=page)
    return make_response(
        render_template(
            "staff/people.html",
            form=form,
            is_everywhere=may_everywhere(Permission.FIND_PEOPLE),
            found={"total": found.total, "people": [row_view(card) for card in found.people]},
            pages={
                "previous": _page_url(typed, page - 1) if page > 1 else None,
                "next": _page_url(typed, page + 1) if page * PAGE < found.total else None,
            },
        )
    )


def _page_url(typed: str, page: int) -> str:
    return url_for("staff.people", q=typed or None, page=page)


def row_view(card: PersonCard) -> dict[str, Any]:
    """A person as a list shows them."""
    return {
        "id": card.person_id,
        "name": card.name,
        "login": card.masked_login,
        "region": region_text(card),
        "roles": [role_text(grant) for grant in card.roles if grant.role in STAFF],
        "is_closed": card.disabled_at is not None,
    }


def region_text(card: PersonCard) -> str:
    """Where a person lives, in words; empty when they did not say."""
    names = find_region_name(current_language().tag, card.region, card.district)
    return ", ".join(name for name in names if name)


@room.page("/<lang:lang>/staff/people/<person>/", who=Permission.FIND_PEOPLE)
def person(lang: str, person: str) -> str | AnyResponse:
    """What we know of a person, and what may be done; of two accounts made one, the one that both go by."""
    card = get_person(person, Permission.FIND_PEOPLE)
    if card.person_id != person:
        return redirect(url_for("staff.person", lang=lang, person=card.person_id), 303)
    may_manage = may_about(card, Permission.MANAGE_PEOPLE)
    is_plain = not any(grant.role in STAFF for grant in card.roles)
    may_merge = may_manage and (is_plain or may_everywhere(Permission.MANAGE_PEOPLE))
    may_read = may_manage or may_everywhere(Permission.OPERATE)
    return render_template(
        "staff/person.html",
        person=row_view(card) | {"login": card.login if may_manage else card.masked_login},
        opened=moment_text(card.opened_at),
        learning=_learning(card.person_id),
        certificates=list_certificates(card.person_id),
        sessions=count_sessions(card.person_id),
        entries=[entry_view(one) for one in list_entries(limit=LATEST, subject_id=card.person_id)]
        if may_read
        else None,
        mergings=list_mergings(card.person_id) if may_merge else (),
        may_manage=may_manage,
        may_give=may_about(card, Permission.GIVE_ACCESS)
        and (may_everywhere(Permission.MANAGE_PEOPLE) or not card.roles),
        may_merge=may_merge,
        may_close=may_manage and not outranks(card.roles, current_viewer().grants),
        may_look=may_everywhere(Permission.MANAGE_PEOPLE) and card.person_id != viewer_id(),
        may_end=may_about(card, Permission.REVOKE_CERTIFICATES) and card.person_id != viewer_id(),
        naming=find_naming(card.person_id, card.name),
        may_time=may_about(card, Permission.TEACH) and card.person_id != viewer_id(),
        is_self=card.person_id == viewer_id(),
        done=done_text(request.args.get("done", "")),
    )


def done_text(done: str) -> str:
    """What was just done, for the page that is shown afterwards."""
    words = {
        "given": _("Vazifa berildi. Odam qaytadan kirganda kuchga kiradi."),
        "taken": _("Vazifa qaytarib olindi."),
        "closed": _("Hisob yopildi."),
        "open": _("Hisob ochildi."),
        "reset": _("Ikkinchi tekshiruv olib tashlandi. Odam uni keyingi kirishda yangidan oʻrnatadi."),
        "vouched": _("Ism hujjat bilan solishtirilgani saqlandi."),
        "sitting": _("Test qanday topshirilgani saqlandi."),
        "time": _("Qoʻshimcha vaqt saqlandi. Keyingi testdan kuchga kiradi."),
        "merged": _("Ikki hisob birlashtirildi."),
        "unmerged": _("Hisoblar ajratildi."),
        "looked": _("Oʻz nomingizga qaytdingiz."),
    }
    return str(words.get(done, ""))


def _learning(person_id: str) -> list[dict[str, Any]]:
    return [
        {"title": course_title(key), "done": len(progress.done), "is_passed": progress.is_passed}
        for key, progress in sorted(list_begun(person_id).items())
    ]
