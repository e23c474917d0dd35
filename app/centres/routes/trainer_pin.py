"""The trainer's own PIN: set or changed with a fresh password, and held against what is typed to confirm."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.people import get_credentials_of
from app.accounts.service.sessions import begin_try, settle_try
from app.centres.forms.trainer_pin import ConfirmForm, TrainerPinForm
from app.centres.queries.trainer_pins import find_pin_hash
from app.centres.routes.room import room, viewer_id
from app.centres.service.trainer_pins import pin_login, set_pin
from app.infra.database import write_tx
from app.infra.passwords import hash_password, is_password
from app.kernel.errors import TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Permission
from app.web.room import demand_oneself, demand_recent_password

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/pin/"


@room.page(ADDRESS, who=WHO)
def trainer_pin(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The form for a PIN, once the password was typed a short while ago."""
    demand_oneself()
    demand_recent_password()
    return _page(TrainerPinForm())


@room.route(ADDRESS, methods=["POST"], endpoint="set_trainer_pin", who=WHO)
def keep(lang: str) -> AnyResponse:
    """Keep a PIN, and go back to what it was wanted for."""
    demand_oneself()
    demand_recent_password()
    form = TrainerPinForm.of_request()
    login = get_credentials_of(viewer_id()).login
    form.set_phone(login if login.startswith("+") else None)
    if not form.validate():
        return _page(form, status=400)
    pin_hash = hash_password(form.pin.data or "")
    with write_tx():
        set_pin(viewer_id(), pin_hash)
    target = safe_next(request.values.get("next", ""))
    return redirect(target or url_for("centres.trainer_pin", lang=lang, done="1"), 303)


def is_confirmed(form: ConfirmForm) -> int:
    """Hold the typed PIN against the viewer's own: 200 when it is right, else the status of the page that says why.

    The try counts before it is judged, in a transaction of its own; the hash is computed outside of any.
    """
    kept = find_pin_hash(viewer_id())
    if not form.validate():
        return 400
    try:
        with write_tx():
            try_id = begin_try(pin_login(viewer_id()))
    except TooManyError as locked:
        minutes = (locked.retry_after + 59) // 60
        form.pin.errors = [
            _("Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring.", minutes=minutes)
        ]
        return 429
    if not is_password(form.pin.data or "", kept):
        form.pin.errors = [_("PIN notoʻgʻri. Qaytadan yozib koʻring.")]
        return 400
    with write_tx():
        settle_try(try_id)
    return 200


def has_pin() -> bool:
    """Whether the viewer has set a PIN."""
    return find_pin_hash(viewer_id()) is not None


def _page(form: TrainerPinForm, *, status: int = 200) -> Response:
    page = render_template(
        "centres/trainer_pin.html",
        form=form,
        has_pin=has_pin(),
        is_done="done" in request.args,
        next=safe_next(request.values.get("next", "")) or "",
    )
    return make_response(page, status)
