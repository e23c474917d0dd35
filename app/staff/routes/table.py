"""The room with all its pages: what the factory opens."""

from app.staff.routes import audit, closing, extra_time, looking, merging, people, roles, start
from app.staff.routes.room import room

PAGES = (
    start.home,
    people.people,
    roles.roles,
    closing.close,
    merging.merge,
    looking.look,
    audit.audit,
    extra_time.extra_time,
)

__all__ = ["PAGES", "room"]
