"""The room with all its pages: what the factory opens."""

from app.courses.routes import pages, paths, sharing, trainers
from app.courses.routes.room import room

PAGES = (
    pages.catalogue,
    pages.course,
    pages.lesson,
    paths.path,
    sharing.qr,
    sharing.picture,
    sharing.feed,
    sharing.poster,
    trainers.trainer,
)

__all__ = ["PAGES", "room"]
