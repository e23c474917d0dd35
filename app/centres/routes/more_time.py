"""More time in tests for some of a class: who is ticked gets it from their next attempt on."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.people import list_ids
from app.centres.queries.members import list_members
from app.centres.routes.attendance import MEETING
from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.types.people import CohortMember
from app.infra.database import write_tx
from app.kernel.permissions import Permission
from app.quizzes.queries.glances import list_extra_times
from app.quizzes.service.extra_time import give_extra_time
from app.quizzes.types.attempts import ExtraTime

WHO = Permission.TEACH
ADDRESS = f"{MEETING}time/"
OFFERED = {
    "25": (ExtraTime(percent=25), _l("25 foiz koʻproq")),
    "50": (ExtraTime(percent=50), _l("50 foiz koʻproq")),
    "100": (ExtraTime(percent=100), _l("Ikki baravar")),
    "m10": (ExtraTime(minutes=10), _l("10 daqiqa koʻproq")),
    "m30": (ExtraTime(minutes=30), _l("30 daqiqa koʻproq")),
    "0": (ExtraTime(), _l("Hamma qatori")),
}


@room.page(ADDRESS, who=WHO)
def more_time(lang: str, cohort: str, meeting: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Who has how much now, and what may be given."""
    return _page(cohort, meeting)


@room.route(ADDRESS, methods=["POST"], endpoint="give_more_time", who=WHO)
def given(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Keep it for everybody ticked."""
    get_meeting(cohort, meeting)
    chosen = OFFERED.get(request.form.get("extra", ""))
    ticked = set(request.form.getlist("person"))
    people = [one for one in _others(cohort) if one.person_id in ticked]
    if chosen is None or not people:
        return _page(cohort, meeting, error=_("Odamlarni va vaqtni belgilang."))
    with write_tx():
        for one in people:
            give_extra_time(one.person_id, chosen[0], by=viewer_id())
    return redirect(url_for("centres.more_time", lang=lang, cohort=cohort, meeting=meeting, done="1"), 303)


def _others(cohort: str) -> list[CohortMember]:
    """The members but the viewer: nobody gives themselves time."""
    mine = set(list_ids(viewer_id()))
    return [one for one in list_members(cohort) if one.person_id not in mine]


def _page(cohort: str, meeting: str, *, error: str = "") -> Response:
    facts, here = get_meeting(cohort, meeting)
    people, ticked = _others(cohort), set(request.form.getlist("person"))
    extra = list_extra_times([one.person_id for one in people])
    words = dict(OFFERED.values())
    page = render_template(
        "centres/more_time.html",
        cohort=facts,
        meeting=here,
        rows=[
            {
                "id": one.person_id,
                "name": one.name,
                "is_ticked": one.person_id in ticked,
                "now": _now(extra[one.person_id], words) if one.person_id in extra else "",
            }
            for one in people
        ],
        offered=[(value, text) for value, (_extra, text) in OFFERED.items()],
        chosen=request.form.get("extra", ""),
        error=error,
        is_done="done" in request.args,
    )
    return make_response(page, 400 if error else 200)


def _now(extra: ExtraTime, words: dict[ExtraTime, object]) -> str:
    """How much somebody has; staff may have given another span than those of this page."""
    known = words.get(extra)
    both = _("%(percent)s foiz va %(minutes)s daqiqa koʻproq", percent=extra.percent, minutes=extra.minutes)
    return str(known or both)
