"""Where a trainer begins: today's meetings, the groups, the centres that one runs."""

from datetime import datetime, time, timedelta
from typing import Any

from flask import render_template, url_for

from app.centres.queries.places import list_centres, list_cohorts, list_meetings_between
from app.centres.queries.teaching import title_of_key
from app.centres.routes.room import reach, room
from app.centres.types.places import CohortFacts, MeetingFacts
from app.kernel import clock
from app.kernel.locale import Tag
from app.kernel.permissions import Permission, ScopeKind

WIDE = frozenset({ScopeKind.SITE, ScopeKind.REGION})
"""Who runs all centres of a place may open another."""


@room.page("/<lang:lang>/teach/", who=Permission.TEACH)
def teach(lang: Tag) -> str:
    """What I teach."""
    places = reach(Permission.TEACH)
    runs = reach(Permission.RUN_CENTRES)
    cohorts = list_cohorts(places)
    own = {cohort.id for cohort in cohorts}
    return render_template(
        "centres/teach.html",
        today=[_today(*pair) for pair in list_meetings_between(*_day()) if pair[0].id in own],
        cohorts=[card_of(cohort, lang) for cohort in cohorts],
        centres=list_centres(runs) if runs else [],
        may_open=any(one.kind in WIDE for one in runs),
    )


def card_of(cohort: CohortFacts, tag: Tag) -> dict[str, Any]:
    """A group as lists show it."""
    return {
        "facts": cohort,
        "learns": title_of_key(cohort.key, tag),
        "url": url_for("centres.cohort", lang=tag, cohort=cohort.id),
    }


def clock_text(meeting: MeetingFacts) -> str:
    """From when till when a meeting lasts: «09:30–11:00»."""
    begins, ends = (moment.astimezone(clock.TASHKENT) for moment in (meeting.begins_at, meeting.ends_at))
    return f"{begins:%H:%M}\N{EN DASH}{ends:%H:%M}"


def _today(cohort: CohortFacts, meeting: MeetingFacts) -> dict[str, Any]:
    return {"cohort": cohort, "meeting": meeting, "clock": clock_text(meeting)}


def _day() -> tuple[datetime, datetime]:
    midnight = datetime.combine(clock.today(), time(), clock.TASHKENT)
    return midnight, midnight + timedelta(days=1)
