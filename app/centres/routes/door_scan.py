"""At the door: people show their cards to the trainer's phone or to a scanner that types what it reads."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.people import list_names
from app.centres.documents.presence import presence_text
from app.centres.queries.attendance import find_attended, find_card_owner, list_attendance
from app.centres.queries.members import list_members
from app.centres.routes.attendance import MEETING
from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.rules.marking import is_there
from app.centres.service.attendance import mark_by_card
from app.infra.database import write_tx
from app.kernel.clock import TASHKENT
from app.kernel.permissions import Permission

WHO = Permission.TEACH
ADDRESS = f"{MEETING}scan/"


@room.page(ADDRESS, who=WHO)
def door_scan(lang: str, cohort: str, meeting: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The field for the next card, and who was last."""
    return _page(cohort, meeting, last=_last(meeting, request.args.get("person", "")))


@room.route(ADDRESS, methods=["POST"], endpoint="scanned", who=WHO)
def scanned(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Mark whose card it is. A card of another group's member is offered as a guest's."""
    get_meeting(cohort, meeting)
    typed = request.form.get("card", "")
    owner = find_card_owner(typed)
    if owner is None:
        return _page(cohort, meeting, error=_("Bunday karta topilmadi. Qaytadan koʻrsating yoki kodini yozing."))
    is_known = owner in {one.person_id for one in list_members(cohort)} or find_attended(meeting, owner) is not None
    if not is_known and "guest" not in request.form:
        return _page(cohort, meeting, stranger={"name": list_names([owner]).get(owner, ""), "card": typed})
    with write_tx():
        _state, is_new = mark_by_card(meeting, owner, by=viewer_id())
    again = None if is_new else "1"
    target = url_for("centres.door_scan", lang=lang, cohort=cohort, meeting=meeting, person=owner, again=again)
    return redirect(target, 303)


def _last(meeting: str, person_id: str) -> dict[str, Any] | None:
    """Who was marked last, as the address says; None for somebody who is not in this meeting's list."""
    one = find_attended(meeting, person_id) if person_id else None
    if one is None or one.said is None:
        return None
    return {
        "name": list_names([person_id]).get(person_id, ""),
        "state": presence_text(one.said.state),
        "at": f"{one.said.at.astimezone(TASHKENT):%H:%M}",
        "is_late": one.said.state.value == "late",
        "is_again": "again" in request.args,
    }


def _page(
    cohort: str,
    meeting: str,
    *,
    last: dict[str, Any] | None = None,
    stranger: dict[str, str] | None = None,
    error: str = "",
) -> Response:
    facts, here = get_meeting(cohort, meeting)
    listed = list_attendance(meeting)
    page = render_template(
        "centres/door_scan.html",
        cohort=facts,
        meeting=here,
        last=last,
        stranger=stranger,
        error=error,
        there=sum(is_there(one.state) for one in listed),
        total=sum(one.is_member for one in listed),
    )
    return make_response(page, 400 if error else 200)
