"""A list of people from a file: read, shown with each doubtful line, corrected on the page, taken when settled."""

from dataclasses import replace

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.service.people import LoginTakenError
from app.centres.forms.people import LineForm
from app.centres.queries.coming import get_roster
from app.centres.routes.coming_words import doubt_text, file_text, too_long_text, why_not
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.rules.rosters import LONGEST_TYPED, Doubt, Judged, Line, with_phone
from app.centres.service.rosters import (
    NotSettledError,
    TooLongListError,
    bring_roster,
    correct_roster,
    lines_of,
    look_at,
    read_lines,
    read_phone,
    take_roster,
)
from app.centres.types.places import ClosedError, CohortFacts, NoSeatsError
from app.infra.database import write_tx
from app.infra.workbooks import LARGEST, BadWorkbookError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission
from app.kernel.sheets import BadSheetError
from app.kernel.text import NAME_LIMIT

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/groups/<cohort>/people/file/"
TAKE = "take"
_FRAME = 64 * 1024
"""What a browser sends around a file."""


@room.page(ADDRESS, who=WHO)
def roster(lang: Tag, cohort: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Choose a file."""
    return _file_page(get_cohort(cohort))


@room.route(ADDRESS, methods=["POST"], endpoint="read_roster", who=WHO, largest=LARGEST + _FRAME)
def read(lang: Tag, cohort: str) -> AnyResponse:
    """Take a file in, to be looked at."""
    facts, sent = get_cohort(cohort), request.files.get("file")
    try:
        lines, ignored = read_lines(sent.read() if sent else b"")
    except (BadSheetError, BadWorkbookError) as error:
        return _file_page(facts, error=file_text(error), status=400)
    except TooLongListError:
        return _file_page(facts, error=too_long_text(), status=400)
    with write_tx():
        roster_id = bring_roster(cohort, lines, ignored, by=viewer_id())
    return redirect(url_for("centres.roster_lines", lang=lang, cohort=cohort, roster=roster_id), 303)


@room.page(f"{ADDRESS}<roster>/", who=WHO)
def roster_lines(lang: Tag, cohort: str, roster: str) -> AnyResponse:
    """What would come of each line."""
    facts, found = get_cohort(cohort), get_roster(cohort, roster)
    if found.confirmed_at is not None:
        return _done(lang, cohort, found.taken)
    return _lines_page(facts, roster)


@room.route(f"{ADDRESS}<roster>/", methods=["POST"], endpoint="keep_roster", who=WHO)
def kept(lang: Tag, cohort: str, roster: str) -> AnyResponse:
    """Keep what was corrected, whatever comes; then let all in who are ticked, or nobody."""
    facts = get_cohort(cohort)
    get_roster(cohort, roster)
    with write_tx():
        correct_roster(cohort, roster, _corrected)
    back = redirect(url_for("centres.roster_lines", lang=lang, cohort=cohort, roster=roster, left="1"), 303)
    if request.form.get("step") != TAKE:
        return back
    try:
        with write_tx():
            count = take_roster(cohort, roster, by=viewer_id())
    except NotSettledError:
        return back
    except (NoSeatsError, ClosedError, LoginTakenError) as error:
        return _lines_page(facts, roster, fault=why_not(error), status=409)
    return _done(lang, cohort, count)


def _done(lang: Tag, cohort: str, count: int) -> AnyResponse:
    return redirect(url_for("centres.people", lang=lang, cohort=cohort, done="listed", count=count), 303)


def _corrected(one: Judged) -> Line:
    """A line as the page sent it; one that was not on the page stays as it is."""
    prefix = f"l{one.line.number}"
    if f"{prefix}-seen" not in request.form:
        return one.line
    form = LineForm(request.form, prefix=prefix)
    line = replace(one.line, take=bool(form.take.data))
    if form.take.data and form.seen.data and form.seen.data == one.question:
        line = replace(line, agreed=tuple({*line.agreed, one.question}))
    if f"{prefix}-name" not in request.form:
        return line
    line = replace(
        line,
        name=_short(form.name.data, NAME_LIMIT),
        is_child=bool(form.is_child.data) if f"{prefix}-parent" in request.form else line.is_child,
        parent=_short(form.parent.data, NAME_LIMIT) or line.parent,
        relation=form.relation.data or line.relation,
    )
    return with_phone(line, _short(form.phone.data, LONGEST_TYPED), read_phone)


def _short(text: str | None, limit: int) -> str:
    return " ".join((text or "").split())[:limit]


def _lines_page(facts: CohortFacts, roster_id: str, *, fault: str = "", status: int = 200) -> Response:
    found = get_roster(facts.id, roster_id)
    judged = look_at(facts, lines_of(found))
    doubtful = [one for one in judged if one.doubt]
    is_left = request.args.get("left") == "1" and any(one.is_open for one in judged)
    page = render_template(
        "centres/roster_lines.html",
        cohort=facts,
        roster=roster_id,
        ignored=found.ignored,
        is_left=is_left,
        fault=fault,
        doubtful=[
            {"one": one, "why": doubt_text(one), "form": _form_of(one), "is_fixed": _is_fixed(one)} for one in doubtful
        ],
        good=[{"one": one, "form": _form_of(one)} for one in judged if not one.doubt],
        count=sum(one.is_taken for one in judged),
    )
    return make_response(page, status)


def _is_fixed(one: Judged) -> bool:
    """Nothing can be done about it on the page."""
    return one.doubt is Doubt.MEMBER


def _form_of(one: Judged) -> LineForm:
    line = one.line
    form = LineForm(
        prefix=f"l{line.number}",
        seen=one.question,
        take=one.is_ticked,
        name=line.name,
        phone=line.typed or line.phone,
        is_child=line.is_child,
        parent=line.parent,
        relation=line.relation,
    )
    form.offer()
    return form


def _file_page(facts: CohortFacts, *, error: str = "", status: int = 200) -> Response:
    return make_response(render_template("centres/roster.html", cohort=facts, error=error), status)
