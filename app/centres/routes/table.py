"""The room with all its pages: what the factory opens."""

from app.centres.routes import packs, papers
from app.centres.routes.room import room

PAGES = (packs.packs, papers.papers)

__all__ = ["PAGES", "room"]
