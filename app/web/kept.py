"""A learner's page that few facts decide, kept in memory for each state of them, with a hole where the token goes.

Rendering is most of what such a page costs, and a thousand learners look at the same lesson in the same two states.
What a page says of one person only (a name, a score) must not be rendered through here.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from flask import g, render_template, request

from app.web import csrf
from app.web.i18n import current_language
from app.web.pages import is_prebuilt, text_size
from app.web.viewer import current_viewer

ROOM_FOR = 1000
"""Pages; at 20 KB each, 20 MB in a process."""

_pages: OrderedDict[Hashable, str] = OrderedDict()
_lock = threading.Lock()


def render_kept(template: str, facts: tuple[Hashable, ...], context: Callable[[], dict[str, Any]]) -> str:
    """The page. `facts`, with language, address, text size and whether the viewer is signed in, decide all of it."""
    if request.query_string or is_prebuilt():
        return render_template(template, **context())
    viewer = current_viewer()
    state = (viewer.person_id is None, viewer.is_signed_in, text_size(), current_language().tag, request.path)
    key = (template, state, facts)
    page = _pages.get(key)
    if page is None:
        page = _render(template, context())
        with _lock:
            _pages[key] = page
            while len(_pages) > ROOM_FOR:
                _pages.popitem(last=False)
    return page.replace(csrf.HOLE, csrf.token())


def _render(template: str, context: dict[str, Any]) -> str:
    g.keeps_page = True
    try:
        return render_template(template, **context)
    finally:
        g.keeps_page = False
