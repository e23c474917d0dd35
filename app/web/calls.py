"""What the pages of a signed-in person call them to just now: asked by the frame, answered by a higher room."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app, g, request

from app.web.viewer import current_viewer


@dataclass(frozen=True, kw_only=True)
class Call:
    """A test that was started for all in a class."""

    course_key: str
    quiz_key: str
    title: str


Finder = Callable[[str], Call | None]
AT_IT = "quizzes"
"""The room whose pages call nobody away."""


def current_call() -> Call | None:
    """What the viewer is called to; nothing for visitors, and nothing on the pages of a quiz itself."""
    viewer = current_viewer()
    if not viewer.is_signed_in or viewer.person_id is None or viewer.watching or request.blueprint == AT_IT:
        return None
    if "call" not in g:
        finder: Finder = current_app.extensions["find_call"]
        g.call = None  # the page that says that the database is away asks it nothing more
        g.call = finder(viewer.person_id)
    call: Call | None = g.call
    return call
