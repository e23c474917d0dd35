"""The room with all its pages: what the factory opens."""

from app.centres.routes.room import room

__all__ = ["room"]
