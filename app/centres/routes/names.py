"""Names of a whole class compared with documents at once: a tick a person, confirmed by the trainer's PIN."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.names import list_vouched
from app.accounts.queries.people import list_ids
from app.accounts.service.names import NameChangedError, vouch_name
from app.centres.forms.trainer_pin import ConfirmForm
from app.centres.queries.members import list_members
from app.centres.routes.attendance import MEETING
from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.routes.trainer_pin import has_pin, is_confirmed
from app.centres.types.people import CohortMember
from app.centres.types.places import CohortFacts, MeetingFacts
from app.infra.database import write_tx
from app.kernel.permissions import Permission

WHO = Permission.TEACH
ADDRESS = f"{MEETING}names/"
OK = 200


@room.page(ADDRESS, who=WHO)
def names(lang: str, cohort: str, meeting: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Names as they would be printed, to be held beside documents."""
    facts, here = get_meeting(cohort, meeting)
    return _page(facts, here, ConfirmForm())


@room.route(ADDRESS, methods=["POST"], endpoint="names_compared", who=WHO)
def compared(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Keep which were compared. A name that was changed meanwhile is shown anew, and not kept."""
    facts, here = get_meeting(cohort, meeting)
    form = ConfirmForm.of_request()
    status = is_confirmed(form)
    if status != OK:
        return _page(facts, here, form, status=status)
    changed = 0
    ticked = [one for one in _others(facts) if f"is_compared.{one.person_id}" in request.form]
    with write_tx():
        for one in ticked:
            try:
                shown = request.form.get(f"name.{one.person_id}", "")
                vouch_name(one.person_id, shown, centre=facts.centre.name, by=viewer_id())
            except NameChangedError:
                changed += 1
    done = len(ticked) - changed
    target = url_for("centres.names", lang=lang, cohort=cohort, meeting=meeting, done=done, changed=changed or None)
    return redirect(target, 303)


def _others(cohort: CohortFacts) -> list[CohortMember]:
    """The members but the viewer: nobody vouches for their own name."""
    mine = set(list_ids(viewer_id()))
    return [one for one in list_members(cohort.id) if one.person_id not in mine]


def _page(cohort: CohortFacts, meeting: MeetingFacts, form: ConfirmForm, *, status: int = OK) -> Response:
    people = _others(cohort)
    vouched = list_vouched([one.person_id for one in people])
    rows = [
        {
            "id": one.person_id,
            "name": one.name,
            "is_vouched": (one.person_id, one.name, cohort.centre.name) in vouched,
            "is_ticked": f"is_compared.{one.person_id}" in request.form,
        }
        for one in people
    ]
    page = render_template(
        "centres/names.html",
        cohort=cohort,
        meeting=meeting,
        rows=[row for row in rows if not row["is_vouched"]],
        vouched=[row for row in rows if row["is_vouched"]],
        form=form,
        has_pin=has_pin(),
        done=request.args.get("done", type=int),
        changed=request.args.get("changed", type=int),
    )
    return make_response(page, status)
