"""The room with all its pages: what the factory opens."""

from app.centres.routes import earned, groups, people, planning, public, rosters, running, sign_ups, teach
from app.centres.routes.room import room

PAGES = (
    teach.teach,
    running.centre,
    groups.cohort,
    planning.new_meeting,
    earned.earned,
    people.people,
    rosters.roster,
    sign_ups.sign_ups,
    public.public_centres,
)

__all__ = ["PAGES", "room"]
