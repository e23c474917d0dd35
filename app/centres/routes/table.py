"""The room with all its pages: what the factory opens."""

from app.centres.routes import earned, groups, planning, running, teach
from app.centres.routes.room import room

PAGES = (
    teach.teach,
    running.centre,
    groups.cohort,
    planning.new_meeting,
    earned.earned,
)

__all__ = ["PAGES", "room"]
