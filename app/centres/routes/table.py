"""The room with all its pages: what the factory opens."""

from app.centres.routes import (
    attendance,
    door_scan,
    earned,
    groups,
    packs,
    papers,
    planning,
    reports,
    running,
    teach,
    trainer_pin,
)
from app.centres.routes.room import room

PAGES = (
    teach.teach,
    running.centre,
    groups.cohort,
    planning.new_meeting,
    attendance.attendance,
    door_scan.door_scan,
    trainer_pin.trainer_pin,
    earned.earned,
    reports.report,
    packs.packs,
    papers.papers,
)

__all__ = ["PAGES", "room"]
