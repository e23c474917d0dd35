"""How the tests of a meeting were taken: all of them on one page, confirmed by the trainer's PIN."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.people import list_ids
from app.centres.forms.trainer_pin import ConfirmForm
from app.centres.queries.attendance import list_presence
from app.centres.queries.members import list_members
from app.centres.queries.teaching import courses_of
from app.centres.queries.watching import list_helped, list_openings, list_paper_attempts, time_of
from app.centres.routes.attendance import MEETING
from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.routes.trainer_pin import has_pin, is_confirmed
from app.centres.rules.marking import is_there
from app.centres.types.people import CohortMember
from app.centres.types.places import CohortFacts, MeetingFacts
from app.infra.database import write_tx
from app.kernel.permissions import Permission
from app.published.queries import find_course
from app.quizzes.queries.glances import list_glances
from app.quizzes.service.sittings import confirm_sitting
from app.quizzes.types.attempts import AttemptGlance
from app.web.i18n import current_language
from app.web.pages import moment_text

WHO = Permission.TEACH
ADDRESS = f"{MEETING}tests/"
OK = 200


@room.page(ADDRESS, who=WHO)
def supervise(lang: str, cohort: str, meeting: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The final tests of the group that were taken in this meeting, on computers and on paper."""
    facts, here = get_meeting(cohort, meeting)
    return _page(facts, here, ConfirmForm())


@room.route(ADDRESS, methods=["POST"], endpoint="supervised", who=WHO)
def supervised(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Keep what the trainer says of each; certificates that waited for it come."""
    facts, here = get_meeting(cohort, meeting)
    form = ConfirmForm.of_request()
    status = is_confirmed(form)
    if status != OK:
        return _page(facts, here, form, status=status)
    ended = [row for row in _rows(facts, here) if row["is_ended"] and f"attempt.{row['id']}" in request.form]
    with write_tx():
        new = sum(
            confirm_sitting(
                row["id"],
                centre=facts.centre.name,
                is_supervised=f"supervised.{row['id']}" in request.form,
                had_helper=f"helper.{row['id']}" in request.form,
                by=viewer_id(),
            )
            for row in ended
        )
    target = url_for("centres.supervise", lang=lang, cohort=cohort, meeting=meeting, done=len(ended), new=new)
    return redirect(target, 303)


def _rows(cohort: CohortFacts, meeting: MeetingFacts) -> list[dict[str, Any]]:
    """The attempts with what is proposed of each, by the names of the group; nobody's own are among them."""
    mine = set(list_ids(viewer_id()))
    members = [one for one in list_members(cohort.id) if one.person_id not in mine]
    papers = list_paper_attempts(cohort.id, meeting)
    found = list_glances([one.person_id for one in members], *time_of(meeting), also=papers)
    finals = {(course.key, course.quiz) for course in courses_of(cohort)}
    openings, helped = list_openings(meeting.id), list_helped(meeting.id)
    present = list_presence([meeting.id])[meeting.id]

    def propose(one: AttemptGlance) -> bool:
        """Whether it looks watched over: in a test for all, on paper, by somebody there; by all when none is marked."""
        in_all = any(each.holds(one.started_at) for each in openings)
        return in_all or one.attempt_id in papers or not present or is_there(present.get(one.person_id))

    return [
        _row(member, one, is_supervised=propose(one), is_helped=member.person_id in helped, papers=papers)
        for member in members
        for one in found.get(member.person_id, ())
        if (one.course_key, one.quiz_key) in finals
    ]


def _row(
    member: CohortMember, one: AttemptGlance, *, is_supervised: bool, is_helped: bool, papers: frozenset[str]
) -> dict[str, Any]:
    course = find_course(one.course_key)
    text = course.texts.get(current_language().tag) if course else None
    return {
        "id": one.attempt_id,
        "name": member.name,
        "course": text.title if text else one.course_key,
        "started": moment_text(one.started_at),
        "is_paper": one.attempt_id in papers,
        "is_ended": one.ended_at is not None,
        "percent": one.percent,
        "is_passed": one.is_passed,
        "said": one.facts,
        "is_supervised": one.facts.is_supervised if one.facts else is_supervised,
        "had_helper": one.facts.had_helper if one.facts else is_helped,
    }


def _page(cohort: CohortFacts, meeting: MeetingFacts, form: ConfirmForm, *, status: int = OK) -> Response:
    rows = _rows(cohort, meeting)
    if request.method == "POST":
        for row in rows:
            row["is_supervised"] = f"supervised.{row['id']}" in request.form
            row["had_helper"] = f"helper.{row['id']}" in request.form
    page = render_template(
        "centres/supervise.html",
        cohort=cohort,
        meeting=meeting,
        when=moment_text(meeting.begins_at),
        rows=[row for row in rows if row["is_ended"]],
        waiting=[row for row in rows if not row["is_ended"]],
        form=form,
        has_pin=has_pin(),
        done=request.args.get("done", type=int),
        new=request.args.get("new", type=int),
    )
    return make_response(page, status)
