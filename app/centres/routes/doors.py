"""The trainer holds the door of a meeting open, or shuts it."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.centres.routes.room import get_meeting, room, viewer_id
from app.centres.service.doors import open_door as hold_open
from app.centres.service.doors import shut_door as shut
from app.centres.types.cards import DoorTimeError
from app.infra.database import write_tx
from app.kernel.permissions import Permission


@room.action("/<lang:lang>/teach/groups/<cohort>/meetings/<meeting>/door", who=Permission.TEACH)
def open_door(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Let members come in by picture and PIN until the class is over."""
    get_meeting(cohort, meeting)
    try:
        with write_tx():
            hold_open(cohort, meeting, by=viewer_id())
    except DoorTimeError:
        return redirect(url_for("centres.cards", lang=lang, cohort=cohort, late="1"), 303)
    return redirect(_back(lang, cohort, meeting), 303)


@room.action("/<lang:lang>/teach/groups/<cohort>/meetings/<meeting>/door/shut", who=Permission.TEACH)
def shut_door(lang: str, cohort: str, meeting: str) -> AnyResponse:
    """Show no names any more; whoever is in goes on."""
    get_meeting(cohort, meeting)
    with write_tx():
        shut(meeting, by=viewer_id())
    return redirect(_back(lang, cohort, meeting), 303)


def _back(lang: str, cohort: str, meeting: str) -> str:
    """To the trainer's screen of this meeting."""
    return url_for("centres.meeting", lang=lang, cohort=cohort, meeting=meeting)
