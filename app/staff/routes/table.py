"""The room with all its pages: what the factory opens."""

from app.staff.routes import (
    audit,
    batches,
    certificates,
    closing,
    extra_time,
    looking,
    merging,
    naming,
    people,
    roles,
    sittings,
    start,
)
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
    naming.vouch,
    sittings.sittings,
    certificates.correct,
    batches.batches,
)

__all__ = ["PAGES", "room"]
