"""What came of a group and of a centre."""

from app.centres.queries.attendance import list_presence
from app.centres.queries.earned import list_earnings
from app.centres.queries.places import list_cohorts_of, list_meetings
from app.centres.rules.reporting import total
from app.centres.types.places import CohortFacts
from app.centres.types.reports import CohortReport
from app.kernel import clock


def report_cohort(cohort: CohortFacts) -> CohortReport:
    """All that is told of a group."""
    meetings = tuple(list_meetings(cohort.id))
    earnings = tuple(list_earnings(cohort))
    presence = list_presence([one.id for one in meetings])
    now = clock.now()
    held = [one.id for one in meetings if one.ends_at < now or presence.get(one.id)]
    return CohortReport(
        cohort=cohort,
        meetings=meetings,
        earnings=earnings,
        presence=presence,
        totals=total(earnings, presence, held),
    )


def report_centre(centre_id: str) -> list[CohortReport]:
    """The same of every group of a centre, the latest first."""
    return [report_cohort(one) for one in list_cohorts_of(centre_id, with_closed=True)]
