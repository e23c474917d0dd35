"""Seeing the site as another person does: read only, half an hour, with a banner on every page."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.service.viewing import begin_viewing, end_viewing
from app.infra.database import write_tx
from app.kernel.errors import ConflictError, NotFoundError
from app.kernel.permissions import Circle, Permission
from app.staff.routes.room import get_person, room, viewer_id
from app.web.room import demand, demand_recent_password
from app.web.viewer import current_viewer


@room.action("/<lang:lang>/staff/people/<person>/look", who=Permission.MANAGE_PEOPLE)
def look(lang: str, person: str) -> AnyResponse:
    """From here on as this person; only for administrators of the whole site."""
    card = get_person(person, Permission.MANAGE_PEOPLE)
    demand(Permission.MANAGE_PEOPLE)
    if card.person_id != person:
        raise ConflictError
    demand_recent_password()
    with write_tx():
        begin_viewing(str(current_viewer().session_id), person, by=viewer_id())
    return redirect(url_for("progress.me", lang=lang), 303)


@room.action("/<lang:lang>/staff/leave", who=Circle.SIGNED_IN, way_out=True)
def leave(lang: str) -> AnyResponse:
    """Back to oneself, and to the page of the person whose eyes they were."""
    viewer = current_viewer()
    if viewer.watching is None:
        raise NotFoundError
    with write_tx():
        person_id = end_viewing(str(viewer.session_id), by=viewer.watching.watcher_id)
    if person_id is None:
        raise NotFoundError
    return redirect(url_for("staff.person", lang=lang, person=person_id, done="looked"), 303)
