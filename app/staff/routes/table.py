"""The room with all its pages: what the factory opens."""

from app.staff.routes import audit, closing, looking, merging, people, roles, start
from app.staff.routes.room import room

PAGES = (start.home, people.people, roles.roles, closing.close, merging.merge, looking.look, audit.audit)

__all__ = ["PAGES", "room"]
