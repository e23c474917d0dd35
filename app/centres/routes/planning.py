"""When a group meets, and what is planned."""

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.centres.forms.places import MeetingForm
from app.centres.queries.teaching import lessons_of
from app.centres.routes.room import get_cohort, get_meeting, room, viewer_id
from app.centres.service.places import cancel_meeting, change_meeting, plan_meeting
from app.centres.types.places import CohortFacts, MeetingFacts
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Permission

WHO = Permission.TEACH
NEW = "/<lang:lang>/teach/groups/<cohort>/meetings/new/"
EDIT = "/<lang:lang>/teach/groups/<cohort>/meetings/<meeting>/edit/"


@room.page(NEW, who=WHO)
def new_meeting(lang: Tag, cohort: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The form for a meeting."""
    facts = get_cohort(cohort)
    return _form_page(MeetingForm(begins="10:00", ends="12:00"), facts, None)


@room.route(NEW, methods=["POST"], endpoint="plan_meeting", who=WHO)
def planned(lang: Tag, cohort: str) -> AnyResponse:
    """Plan it."""
    facts = get_cohort(cohort)
    form = _posted(facts, None)
    if not form.validate():
        return _form_page(form, facts, None, status=400)
    with write_tx():
        plan_meeting(cohort, form.words, by=viewer_id())
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


@room.page(EDIT, who=WHO)
def edit_meeting(lang: Tag, cohort: str, meeting: str) -> Response:  # noqa: ARG001 - as above
    """The form with what is kept."""
    facts, found = get_meeting(cohort, meeting)
    return _form_page(MeetingForm.of(found), facts, found)


@room.route(EDIT, methods=["POST"], endpoint="change_meeting", who=WHO)
def changed(lang: Tag, cohort: str, meeting: str) -> AnyResponse:
    """Keep something else of it."""
    facts, found = get_meeting(cohort, meeting)
    form = _posted(facts, found)
    if not form.validate():
        return _form_page(form, facts, found, status=400)
    with write_tx():
        change_meeting(meeting, form.words)
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


@room.action("/<lang:lang>/teach/groups/<cohort>/meetings/<meeting>/cancel", who=WHO)
def call_off(lang: Tag, cohort: str, meeting: str) -> AnyResponse:
    """It does not take place."""
    get_meeting(cohort, meeting)
    with write_tx():
        cancel_meeting(meeting)
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


def _lessons(facts: CohortFacts, meeting: MeetingFacts | None) -> list[tuple[str, str]]:
    """What can be planned; what is planned already stays on the list, published or not."""
    known = [(f"{course.key}/{lesson.key}", words.title) for course, lesson, words in lessons_of(facts)]
    gone = [one for one in (meeting.plan if meeting else ()) if one not in dict(known)]
    return known + [(one, one) for one in gone]


def _posted(facts: CohortFacts, meeting: MeetingFacts | None) -> MeetingForm:
    form = MeetingForm.of_request()
    form.offer(_lessons(facts, meeting))
    return form


def _form_page(form: MeetingForm, facts: CohortFacts, meeting: MeetingFacts | None, *, status: int = 200) -> Response:
    form.offer(_lessons(facts, meeting))
    page = render_template("centres/meeting_form.html", form=form, cohort=facts, meeting=meeting)
    return make_response(page, status)
