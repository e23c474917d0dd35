"""The room's blueprint, and the centre or group that its pages are about."""

from app.centres.queries import places
from app.centres.types.places import CentreFacts, CohortFacts, MeetingFacts
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
