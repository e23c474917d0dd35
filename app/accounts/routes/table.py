"""The room with all its pages: what the factory opens."""

from app.accounts.routes import (
    consent,
    devices,
    names,
    phones,
    profile,
    proof,
    recovery,
    resume,
    rosters,
    second_step,
    sign_in,
    sign_up,
    telegram,
)
from app.accounts.routes.consent import find_detour
from app.accounts.routes.room import room
from app.accounts.routes.viewer import add_visitor, find_viewer

PAGES = (
    sign_in.sign_in,
    sign_up.sign_up,
    profile.edit,
    names.second_name,
    proof.prove,
    consent.renew,
    rosters.bring,
    second_step.second_step,
    telegram.bind,
    resume.code,
    recovery.ways_back,
    devices.devices,
    phones.faces,
)

__all__ = ["PAGES", "add_visitor", "find_detour", "find_viewer", "room"]
