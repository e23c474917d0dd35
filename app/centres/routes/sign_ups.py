"""Who wants to come into a group: taken in one by one or all at once, or declined."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.addresses import phone_text
from app.accounts.service.people import LoginTakenError
from app.centres.forms.people import ParentFields
from app.centres.queries.coming import get_wish
from app.centres.queries.members import list_members
from app.centres.routes.coming_words import why_not
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.rules.names import is_alike
from app.centres.service.sign_ups import (
    ParentNeededError,
    decline_wish,
    is_plain,
    take_all,
    take_wish,
    wishes_with_owners,
)
from app.centres.types.people import PhoneOwner, Wish
from app.centres.types.places import ClosedError, CohortFacts, NoSeatsError
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Permission
from app.web.pages import moment_text

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/groups/<cohort>/sign-ups/"
DECLINE = "decline"


@room.page(ADDRESS, who=WHO)
def sign_ups(lang: Tag, cohort: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Who waits for an answer, the newest first."""
    return _page(get_cohort(cohort))


@room.action(f"{ADDRESS}all", who=WHO)
def take_everybody(lang: Tag, cohort: str) -> AnyResponse:
    """All of whom nothing is to be asked, as far as there are seats."""
    facts = get_cohort(cohort)
    try:
        with write_tx():
            count = take_all(cohort, by=viewer_id())
    except (NoSeatsError, ClosedError, LoginTakenError) as error:
        return _page(facts, fault=why_not(error), status=409)
    return redirect(url_for("centres.sign_ups", lang=lang, cohort=cohort, taken=count), 303)


@room.action(f"{ADDRESS}<wish>/", who=WHO)
def answer_wish(lang: Tag, cohort: str, wish: str) -> AnyResponse:
    """Take somebody in, or say no."""
    facts = get_cohort(cohort)
    asked = get_wish(cohort, wish)
    if request.form.get("answer") == DECLINE:
        with write_tx():
            decline_wish(cohort, wish, by=viewer_id())
        return redirect(url_for("centres.sign_ups", lang=lang, cohort=cohort, declined="1"), 303)
    owner_id = request.form.get("owner") or None
    form = _parent_form(wish, sent=True) if asked.is_child and owner_id is None else None
    if form is not None and not form.demand_parent():
        return _page(facts, sent={wish: form}, status=400)
    try:
        with write_tx():
            take_wish(cohort, wish, by=viewer_id(), owner_id=owner_id, parent=form.parent if form else None)
    except (NoSeatsError, ClosedError, LoginTakenError, ParentNeededError) as error:
        return _page(facts, fault=why_not(error), status=409)
    return redirect(url_for("centres.sign_ups", lang=lang, cohort=cohort, taken=1), 303)


def _parent_form(wish_id: str, *, sent: bool = False) -> ParentFields:
    prefix = f"p{wish_id[-8:]}"
    form = ParentFields(request.form, prefix=prefix) if sent else ParentFields(prefix=prefix)
    form.offer()
    if sent:
        form.validate()
    return form


def _page(
    facts: CohortFacts, *, fault: str = "", sent: dict[str, ParentFields] | None = None, status: int = 200
) -> Response:
    waiting = wishes_with_owners(facts.id)
    rows = [_row(facts, wish, owner, (sent or {}).get(wish.id)) for wish, owner in waiting]
    forms = [row["form"] for row in rows if row["form"] is not None and row["form"].errors]
    page = render_template(
        "centres/sign_ups.html",
        cohort=facts,
        rows=rows,
        fault=fault,
        wrong=forms[0] if forms else None,
        done=_done_text(),
        free=max(facts.seats - len(list_members(facts.id)), 0),
        plain=sum(row["is_plain"] for row in rows),
    )
    return make_response(page, status)


def _row(facts: CohortFacts, wish: Wish, owner: PhoneOwner | None, form: ParentFields | None) -> dict[str, Any]:
    is_new = owner is None and wish.is_child
    return {
        "wish": wish,
        "phone": phone_text(wish.phone),
        "at": moment_text(wish.asked_at),
        "owner": owner,
        "is_other": owner is not None and not is_alike(owner.name, wish.name),
        "alike": _alike(facts, wish) if owner is None else "",
        "is_plain": is_plain(facts, wish, owner),
        "form": (form or _parent_form(wish.id)) if is_new else None,
    }


def _alike(facts: CohortFacts, wish: Wish) -> str:
    """The name of a member who may be the same person."""
    return next((one.name for one in list_members(facts.id) if is_alike(one.name, wish.name)), "")


def _done_text() -> str:
    if request.args.get("declined"):
        return str(_("Rad etildi. Telefoni boʻlsa, odamga oʻzingiz ayting."))
    taken = request.args.get("taken", type=int)
    if taken is None:
        return ""
    return str(_("Guruhga olinganlar: %(count)s.", count=taken))
