"""The room with all its pages: what the factory opens."""

from app.practice.routes import shown, start, walk
from app.practice.routes.room import room

PAGES = (start.index, start.start, start.begin, shown.show, shown.sheet, walk.screen, walk.step, walk.time)

__all__ = ["PAGES", "room"]
