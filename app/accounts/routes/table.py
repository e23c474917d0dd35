"""The room with all its pages: what the factory opens."""

from app.accounts.routes import devices, phones, profile, proof, recovery, resume, sign_in, sign_up
from app.accounts.routes.room import room
from app.accounts.routes.viewer import add_visitor, find_viewer

PAGES = (
    sign_in.sign_in,
    sign_up.sign_up,
    profile.edit,
    proof.prove,
    resume.code,
    recovery.ways_back,
    devices.devices,
    phones.faces,
)

__all__ = ["PAGES", "add_visitor", "find_viewer", "room"]
