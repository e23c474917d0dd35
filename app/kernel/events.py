"""The shape of what rooms announce. Fields are plain JSON values: an event is kept as a row."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; subclasses are named in the past tense and live in a room's `events.py`."""
