"""The room with all its pages: what the factory opens."""

from app.centres.routes import attendance, door_scan, meeting, more_time, names, supervise, trainer_pin, wall
from app.centres.routes.room import room

PAGES = (
    meeting.meeting,
    attendance.attendance,
    door_scan.door_scan,
    wall.wall,
    more_time.more_time,
    supervise.supervise,
    names.names,
    trainer_pin.trainer_pin,
)

__all__ = ["PAGES", "room"]
