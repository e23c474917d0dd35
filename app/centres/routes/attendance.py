"""Who came: one list with large rows, at once or from a signed sheet, saved as a form or tap by tap."""

import hashlib
import secrets
from typing import Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.people import list_names
from app.centres.documents.presence import CHOICES, presence_text, said_text
from app.centres.forms.attendance import read_guests, read_key, read_marks, read_way
from app.centres.queries.attendance import Attended, list_attendance
from app.centres.queries.places import list_meetings
from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.rules.marking import is_there
from app.centres.service.attendance import mark_attendance
from app.centres.types.attendance import MarkWay
from app.infra.database import write_tx
from app.kernel.errors import BadTextError
from app.kernel.permissions import Permission
from app.web.forms import MESSAGES
from app.web.pages import moment_text

WHO = Permission.TEACH
MEETING = "/<lang:lang>/teach/groups/<cohort>/meetings/<meeting>/"
ADDRESS = f"{MEETING}attendance/"


@room.page(ADDRESS, who=WHO)
def attendance(lang: str, cohort: str, meeting: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The list."""
    get_meeting(cohort, meeting)
    return _page(cohort, meeting, secrets.token_urlsafe(12))


@room.route(ADDRESS, methods=["POST"], endpoint="mark", who=WHO)
def mark(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Keep what was marked. A page that saves each tap is told how everybody it named stands now."""
    get_meeting(cohort, meeting)
    key, way = read_key(request.form), read_way(request.form.get("way", ""))
    listed = list_attendance(meeting)
    marks = read_marks(request.form, [one.subject for one in listed])
    try:
        marks += read_guests(request.form.get("guests", ""))
    except BadTextError as error:
        return _page(cohort, meeting, key, error=str(MESSAGES[error.problem]), status=400)
    with write_tx():
        mark_attendance(meeting, marks, key, by=viewer_id(), way=way)
    if "X-Saving" in request.headers:
        return jsonify(marks=_standing(list_attendance(meeting)))
    is_sheet = "sheet" if way is MarkWay.SHEET else None
    return redirect(
        url_for("centres.attendance", lang=lang, cohort=cohort, meeting=meeting, way=is_sheet, done="1"), 303
    )


def _standing(listed: list[Attended]) -> dict[str, dict[str, Any]]:
    named = {name.removeprefix("state.") for name in request.form if name.startswith("state.")}
    return {one.subject: {"state": one.state, "stamp": one.stamp} for one in listed if one.subject in named}


def _page(cohort: str, meeting: str, key: str, *, error: str = "", status: int = 200) -> Response:
    facts, here = get_meeting(cohort, meeting)
    listed = list_attendance(meeting)
    names = list_names({said.by for one in listed for said in one.history})
    sent = request.form if error else {}
    way = read_way(request.values.get("way", ""))
    page = render_template(
        "centres/attendance.html",
        cohort=facts,
        meeting=here,
        when=moment_text(here.begins_at),
        key=key,
        owner=hashlib.sha256(f"marks {viewer_id()}".encode()).hexdigest()[:16],
        choices=[(one.value, presence_text(one)) for one in CHOICES],
        rows=[_row(one, names, sent.get(f"state.{one.subject}")) for one in listed if one.is_member],
        guests=[_row(one, names, sent.get(f"state.{one.subject}")) for one in listed if not one.is_member],
        there=sum(is_there(one.state) for one in listed if one.is_member),
        is_sheet=way is MarkWay.SHEET,
        others=[(one, moment_text(one.begins_at)) for one in list_meetings(cohort) if one.id != meeting],
        typed=sent.get("guests", ""),
        error=error,
        is_done="done" in request.args,
    )
    return make_response(page, status)


def _row(one: Attended, names: dict[str, str], chosen: str | None) -> dict[str, Any]:
    state = one.state.value if one.state else ""
    return {
        "subject": one.subject,
        "name": one.name,
        "state": chosen or state,
        "was": state,
        "stamp": one.stamp,
        "history": [said_text(said, names) for said in one.history] if len(one.history) > 1 else [],
    }
