"""The authors' side of reports: heaps by lesson and kind, and what is decided on them."""

from itertools import groupby
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.forms import DECISIONS, DecisionForm
from app.helpdesk.queries.lessons import find_title_of
from app.helpdesk.queries.reports import get_heap, list_heaps, list_reports, list_steps
from app.helpdesk.routes.room import difference_words, lines_of, report_state_words, room
from app.helpdesk.service.reports import decide_report
from app.helpdesk.types import Heap, Place, PlaceKind, ReportState
from app.infra.database import write_tx
from app.kernel.clock import day_of
from app.kernel.locale import Tag, get_language
from app.kernel.permissions import Permission, Scope, ScopeKind, list_reach
from app.web.room import demand
from app.web.viewer import current_viewer

WHO = Permission.READ_REPORTS
ADDRESS = "/<lang:lang>/reports/<report>/"
SHORT = 8
"""Letters of a release's digest that tell two of them apart."""


@room.page("/<lang:lang>/reports/", who=WHO)
def reports(lang: Tag) -> str:
    """All heaps in my reach, lesson by lesson; the lesson with the highest open heap on top."""
    heaps = list_heaps(list_reach(current_viewer().grants, WHO))
    order: dict[Place, int] = {}
    for heap in heaps:
        order.setdefault(heap.place, len(order))
    sorted_heaps = sorted(heaps, key=lambda heap: order[heap.place])
    lessons = [
        {"title": _title(place, lang), "heaps": [_view(heap) for heap in own]}
        for place, own in groupby(sorted_heaps, key=lambda heap: heap.place)
    ]
    return render_template("helpdesk/reports.html", lessons=lessons)


def _title(place: Place, lang: Tag) -> str:
    return find_title_of(place, lang)


def _url(place: Place, lang: Tag) -> str:
    if place.kind is PlaceKind.SCENARIO:
        return url_for("practice.start", lang=lang, course=place.course_key, key=place.key)
    return url_for("courses.lesson", lang=lang, course=place.course_key, lesson=place.key)


def _view(heap: Heap) -> dict[str, Any]:
    return {
        "id": heap.first_id,
        "difference": difference_words()[heap.difference.value],
        "count": heap.count,
        "fresh": heap.fresh,
        "last_on": heap.last_on,
        "state": report_state_words(heap.state),
    }


@room.page(ADDRESS, who=WHO)
def heap(lang: Tag, report: str) -> str:
    """All reports of one kind on one lesson: the words, and what was decided."""
    return _page(lang, _in_reach(report), DecisionForm.of_request())


@room.action(f"{ADDRESS}decide", who=WHO)
def decide(lang: Tag, report: str) -> AnyResponse:
    """Say where we are with it."""
    found, form = _in_reach(report), DecisionForm.of_request()
    if not form.validate():
        return make_response(_page(lang, found, form), 400)
    with write_tx():
        decide_report(
            found.first_id,
            ReportState(form.state.data),
            form.note.data or "",
            actor_id=str(current_viewer().person_id),
        )
    return redirect(url_for("helpdesk.heap", lang=lang, report=found.first_id, done="1"), 303)


def _in_reach(report_id: str) -> Heap:
    found = get_heap(report_id)
    demand(WHO, Scope(kind=ScopeKind.COURSE, key=found.place.course_key))
    return found


def _page(lang: Tag, heap: Heap, form: DecisionForm) -> str:
    form.state.choices = list(DECISIONS.items())
    return render_template(
        "helpdesk/heap.html",
        **_view(heap),
        title=_title(heap.place, lang),
        place_url=_url(heap.place, lang),
        is_scenario=heap.place.kind is PlaceKind.SCENARIO,
        told=[
            {
                "on": day_of(one.reported_at),
                "language": get_language(one.language).name,
                "release": one.release[:SHORT],
                "section": one.section,
                "is_fresh": one.is_fresh,
                "lines": lines_of(one.words, is_staff=False),
            }
            for one in list_reports(heap)
        ],
        steps=[
            {
                "on": day_of(step.taken_at),
                "state": report_state_words(step.state),
                "release": step.release[:SHORT] if step.state is ReportState.MENDED else "",
                "by": step.actor_name,
                "lines": lines_of(step.note, is_staff=False),
            }
            for step in list_steps(heap)
        ],
        form=form,
        is_done="done" in request.args,
    )
