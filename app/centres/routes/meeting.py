"""The trainer's screen in a meeting: who is there, where each one is, who is stuck. It asks again by itself."""

from datetime import datetime
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.centres.documents.presence import presence_text
from app.centres.queries.attendance import Attended, list_attendance
from app.centres.queries.doors import find_door
from app.centres.queries.members import get_member
from app.centres.queries.plans import list_finals, list_planned
from app.centres.queries.teaching import lessons_of
from app.centres.queries.watching import Watched, list_helped, list_openings, watch
from app.centres.routes.attendance import MEETING
from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.routes.whereabouts import quiz_title, since_text, trouble_text, where_text
from app.centres.rules.marking import is_there
from app.centres.rules.watching import trouble_at
from app.centres.service.testing import MeetingOverError, close_quiz, note_helper, open_quiz
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission
from app.web.pages import moment_text

WHO = Permission.TEACH
REFRESH = "20"
"""Seconds after which a browser asks again by itself, with or without scripts."""


@room.page(MEETING, who=WHO)
def meeting(lang: Tag, cohort: str, meeting: str) -> Response:
    """The screen."""
    facts, here = get_meeting(cohort, meeting)
    now = clock.now()
    attended = [one for one in list_attendance(meeting) if one.is_member]
    watched = watch([str(one.person_id) for one in attended], here)
    helped, lessons = list_helped(meeting), frozenset((course.key, one.key) for course, one, _text in lessons_of(facts))
    rows = [_row(one, watched[one.subject], lessons, helped, now) for one in attended]
    is_still = "still" in request.args or now >= here.ends_at
    page = render_template(
        "centres/meeting.html",
        cohort=facts,
        meeting=here,
        when=moment_text(here.begins_at),
        plan=[
            {"course": course, "lesson": one, "title": one.texts.get(lang, text).title}
            for course, one, text in list_planned(facts, here)
        ],
        rows=sorted(rows, key=lambda row: row["trouble"] is None),
        there=sum(is_there(one.state) for one in attended),
        finals=[{"key": course.key, "title": quiz.texts[lang].title} for course, quiz in list_finals(facts, lang)],
        opened=[quiz_title(one.course_key, one.quiz_key) for one in list_openings(meeting) if one.holds(now)],
        is_over=now >= here.ends_at,
        is_door_open=find_door(meeting) is not None,
        is_still=is_still,
        fault=request.args.get("fault", ""),
    )
    answer = make_response(page)
    if not is_still:
        answer.headers["Refresh"] = REFRESH
    return answer


@room.action(f"{MEETING}quiz", who=WHO)
def start_quiz(lang: Tag, cohort: str, meeting: str) -> AnyResponse:
    """Start the final test of a course for all."""
    facts, here = get_meeting(cohort, meeting)
    chosen = request.form.get("course", "")
    found = next((pair for pair in list_finals(facts, lang) if pair[0].key == chosen), None)
    if found is None:
        raise NotFoundError
    fault = None
    try:
        with write_tx():
            open_quiz(here, found[0].key, found[1].key, by=viewer_id())
    except MeetingOverError:
        fault = "over"
    return redirect(url_for("centres.meeting", lang=lang, cohort=cohort, meeting=meeting, fault=fault), 303)


@room.action(f"{MEETING}quiz/close", who=WHO)
def end_quiz(lang: Tag, cohort: str, meeting: str) -> AnyResponse:
    """Close it."""
    get_meeting(cohort, meeting)
    with write_tx():
        close_quiz(meeting, by=viewer_id())
    return redirect(url_for("centres.meeting", lang=lang, cohort=cohort, meeting=meeting), 303)


@room.action(f"{MEETING}helper", who=WHO)
def helper(lang: Tag, cohort: str, meeting: str) -> AnyResponse:
    """Note that somebody of the group is helped with a test, or not after all."""
    get_meeting(cohort, meeting)
    member = get_member(cohort, request.form.get("person", ""))
    with write_tx():
        note_helper(meeting, member.person_id, had_helper=request.form.get("had_helper") == "1", by=viewer_id())
    anchor = f"p-{member.person_id}"
    return redirect(url_for("centres.meeting", lang=lang, cohort=cohort, meeting=meeting, _anchor=anchor), 303)


def _row(
    one: Attended, seen: Watched, lessons: frozenset[tuple[str, str]], helped: frozenset[str], now: datetime
) -> dict[str, Any]:
    trouble = trouble_at(seen.spot, now)
    return {
        "id": one.person_id,
        "name": one.name,
        "state": presence_text(one.state) if one.state else "",
        "is_there": is_there(one.state),
        "where": where_text(seen.spot) if seen.spot else "",
        "since": since_text(seen.spot, now) if seen.spot else "",
        "trouble": trouble_text(trouble, seen.spot) if trouble and seen.spot else None,
        "done": len(seen.done & lessons),
        "total": len(lessons),
        "is_passed": bool(seen.passed & {course for course, _lesson in lessons}),
        "is_helped": one.person_id in helped,
    }
