"""The room with all its pages: what the factory opens."""

from app.centres.routes import (
    attendance,
    door_scan,
    earned,
    groups,
    meeting,
    more_time,
    names,
    planning,
    reports,
    running,
    supervise,
    teach,
    trainer_pin,
    wall,
)
from app.centres.routes.room import room

PAGES = (
    teach.teach,
    running.centre,
    groups.cohort,
    planning.new_meeting,
    meeting.meeting,
    attendance.attendance,
    door_scan.door_scan,
    wall.wall,
    more_time.more_time,
    supervise.supervise,
    names.names,
    trainer_pin.trainer_pin,
    earned.earned,
    reports.report,
)

__all__ = ["PAGES", "room"]
