"""Where a person is let in: their browsers, to be ended one by one or all at once; and their password."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.coming_back import PasswordForm
from app.accounts.queries.people import get_credentials_of, get_profile
from app.accounts.queries.sessions import list_open_sessions
from app.accounts.routes.arrival import this_device
from app.accounts.routes.room import room
from app.accounts.service.access import set_password
from app.accounts.service.phones import leave_phones
from app.accounts.service.sessions import end_own_session, end_sessions
from app.infra.audit import record
from app.infra.database import write_tx
from app.infra.passwords import hash_password
from app.kernel.clock import day_of
from app.kernel.errors import NotSignedInError
from app.kernel.permissions import Circle
from app.web.room import demand_oneself, demand_recent_password
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/me/devices/", who=Circle.EVERYONE)
def devices(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """The browsers in which this person is let in now."""
    demand_oneself()
    rows = [
        {
            "id": one.id,
            "browser": one.browser,
            "way": one.way.value,
            "day": day_of(one.created_at),
            "is_this": one.id == _own(),
        }
        for one in list_open_sessions(_person())
    ]
    return render_template("accounts/devices.html", rows=rows, has_others=len(rows) > 1, is_done="done" in request.args)


@room.action("/<lang:lang>/me/devices/end", who=Circle.EVERYONE)
def end_device(lang: str) -> AnyResponse:
    """End one of one's own sessions."""
    with write_tx():
        end_own_session(_person(), request.form.get("session", ""))
    return redirect(url_for("accounts.devices", lang=lang, done="1"), 303)


@room.action("/<lang:lang>/me/devices/end-others", who=Circle.EVERYONE)
def end_other_devices(lang: str) -> AnyResponse:
    """End every session but this one, and leave every other shared phone."""
    person_id = _person()
    with write_tx():
        leave_phones(person_id, but_device=this_device())
        end_sessions(person_id, but=_own())
        record("accounts.sessions-ended", actor_id=person_id, subject_id=person_id)
    return redirect(url_for("accounts.devices", lang=lang, done="1"), 303)


@room.page("/<lang:lang>/me/password/", who=Circle.SIGNED_IN)
def password(lang: str) -> Any:  # noqa: ANN401, ARG001 - as above
    """The form for a new password."""
    demand_recent_password()
    return _password_page(PasswordForm())


@room.route("/<lang:lang>/me/password/", methods=["POST"], endpoint="change_password", who=Circle.SIGNED_IN)
def change_password(lang: str) -> Any:  # noqa: ANN401 - as above
    """Keep a new password; every other session ends."""
    demand_recent_password()
    person_id = _person()
    form = PasswordForm.of_request()
    form.set_owner(login=get_credentials_of(person_id).login, name=get_profile(person_id).name)
    if not form.validate():
        return _password_page(form, status=400)
    password_hash = hash_password(form.password.data or "")
    with write_tx():
        set_password(
            person_id,
            password_hash,
            action="accounts.password-changed",
            device_id=this_device(),
            stays=_own(),
        )
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)


def _password_page(form: PasswordForm, *, status: int = 200) -> Any:  # noqa: ANN401 - as above
    return make_response(render_template("accounts/password.html", form=form), status)


def _person() -> str:
    """The person behind the request. NotSignedInError for a stranger."""
    person_id = current_viewer().person_id
    if person_id is None:
        raise NotSignedInError
    return person_id


def _own() -> str:
    return str(current_viewer().session_id)
