"""The room with all its pages: what the factory opens."""

from app.centres.routes import (
    attendance,
    door_scan,
    earned,
    groups,
    people,
    planning,
    public,
    reports,
    rosters,
    running,
    sign_ups,
    teach,
    trainer_pin,
)
from app.centres.routes.room import room

PAGES = (
    teach.teach,
    running.centre,
    groups.cohort,
    planning.new_meeting,
    people.people,
    rosters.roster,
    sign_ups.sign_ups,
    public.public_centres,
    attendance.attendance,
    door_scan.door_scan,
    trainer_pin.trainer_pin,
    earned.earned,
    reports.report,
)

__all__ = ["PAGES", "room"]
