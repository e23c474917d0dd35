"""A learner's page that few facts decide, kept in memory for each state of them, with a hole where the token goes.

Rendering is most of what such a page costs, and a thousand learners look at the same lesson in the same two states.
What a page says of one person only (a score) must not be rendered through here; on a shared phone the frame says whose
progress this is, and such a page is kept for that face and name alone.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from flask import Response, g, make_response, render_template, request

from app.web import csrf
from app.web.calls import current_call
from app.web.i18n import current_language
from app.web.pages import is_prebuilt, text_size
from app.web.viewer import current_viewer
from app.web.zipped import Perforated, accepts_gzip

ROOM_FOR = 1000
"""Pages; at 30 KB each, plain and zipped, 30 MB in a process."""

_pages: OrderedDict[Hashable, Perforated] = OrderedDict()
_lock = threading.Lock()


def render_kept(template: str, facts: tuple[Hashable, ...], context: Callable[[], dict[str, Any]]) -> Response:
    """The page. It is decided by `facts`, with language, address, text size, who the viewer is and what calls them.

    Who they are: signed in, staff, shown on a shared phone.

    Through another person's eyes a page says whose they are, so it is rendered for that one look only.
    """
    viewer = current_viewer()
    if request.query_string or is_prebuilt() or viewer.watching is not None:
        return make_response(render_template(template, **context()))
    state = (
        viewer.person_id is None,
        viewer.is_signed_in,
        viewer.is_staff,
        (viewer.face, viewer.shown_name, viewer.door),
        current_call(),
        text_size(),
        current_language().tag,
        request.path,
    )
    page = _pages.get((template, state, facts))
    if page is None:
        page = Perforated(_render(template, context()), csrf.HOLE)
        _keep((template, state, facts), page)
    return _fill(page, csrf.token().encode())


def _keep(key: Hashable, page: Perforated) -> None:
    with _lock:
        _pages[key] = page
        while len(_pages) > ROOM_FOR:
            _pages.popitem(last=False)


def _fill(page: Perforated, token: bytes) -> Response:
    is_zipped = accepts_gzip()
    response = Response(page.zipped(token) if is_zipped else page.plain(token), mimetype="text/html")
    response.headers["Vary"] = "Accept-Encoding"
    if is_zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _render(template: str, context: dict[str, Any]) -> str:
    g.keeps_page = True
    try:
        return render_template(template, **context)
    finally:
        g.keeps_page = False
