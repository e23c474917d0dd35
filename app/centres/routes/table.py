"""The room with all its pages: what the factory opens."""

from app.centres.routes import attendance, door_scan, trainer_pin
from app.centres.routes.room import room

PAGES = (
    attendance.attendance,
    door_scan.door_scan,
    trainer_pin.trainer_pin,
)

__all__ = ["PAGES", "room"]
