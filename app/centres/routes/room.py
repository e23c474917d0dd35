"""The room's blueprint, and the centre or group that its pages are about."""

from flask import current_app, url_for
from flask_babel import gettext as _

from app.centres.queries import places
from app.centres.types import CentreFacts, CohortFacts, MeetingFacts
from app.kernel.permissions import Permission, Scope, list_reach, may
from app.web.room import Room, demand
from app.web.viewer import current_viewer

room = Room("centres", __name__)
room.template_folder = "../templates"


def get_centre(centre_id: str, permission: Permission = Permission.RUN_CENTRES) -> CentreFacts:
    """A centre within the viewer's reach. NotFoundError for all others."""
    centre = places.get_centre(centre_id)
    demand(permission, *centre.places)
    return centre


def get_cohort(cohort_id: str, permission: Permission = Permission.TEACH) -> CohortFacts:
    """A group within the viewer's reach. NotFoundError for all others."""
    cohort = places.get_cohort(cohort_id)
    demand(permission, *cohort.places)
    return cohort


def get_meeting(cohort_id: str, meeting_id: str) -> tuple[CohortFacts, MeetingFacts]:
    """A meeting of a group within the viewer's reach. NotFoundError for all others."""
    return get_cohort(cohort_id), places.get_meeting(cohort_id, meeting_id)


def may_run(centre: CentreFacts) -> bool:
    """Whether the viewer runs this centre."""
    return may(current_viewer().grants, Permission.RUN_CENTRES, *centre.places)


def reach(permission: Permission) -> frozenset[Scope]:
    """Where the viewer has this permission."""
    return list_reach(current_viewer().grants, permission)


def viewer_id() -> str:
    """Who does it."""
    return str(current_viewer().person_id)


def trail_of(cohort: CohortFacts) -> list[tuple[str, str]]:
    """Where a page of a group lies: below the group's own page, as far as that is there."""
    known, trail = current_app.view_functions, []
    if "centres.teach" in known:
        trail.append((str(_("Guruhlar")), url_for("centres.teach")))
    if "centres.cohort" in known:
        trail.append((cohort.title, url_for("centres.cohort", cohort=cohort.id)))
    return trail
