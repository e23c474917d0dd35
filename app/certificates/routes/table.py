"""The room with all its pages: what the factory opens."""

from app.certificates.routes import public, verifier
from app.certificates.routes.room import room

PAGES = (public.verify, public.pdf, public.check, public.hide, verifier.verifier, verifier.worker, verifier.read_file)

__all__ = ["PAGES", "room"]
