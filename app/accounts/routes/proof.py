"""The password once more, before what only its owner may do."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.coming_in import ProofForm
from app.accounts.queries.people import get_credentials_behind
from app.accounts.routes.room import room
from app.accounts.service.sessions import begin_try, note_password, settle_try
from app.infra.database import write_tx
from app.infra.passwords import is_password
from app.kernel.errors import TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.confirm import confirm_page, unpack
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/me/prove/", who=Circle.SIGNED_IN)
def prove(lang: str) -> AnyResponse:
    """Ask for the password; whoever came in by a card and has none first adds one."""
    if not get_credentials_behind(str(current_viewer().session_id)).login:
        return redirect(url_for("centres.claim", lang=lang, next=safe_next(request.args.get("next", ""))), 303)
    return _page(ProofForm(), target=safe_next(request.args.get("next", "")))


@room.route("/<lang:lang>/me/prove/", methods=["POST"], endpoint="proved", who=Circle.SIGNED_IN)
def proved(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Take the password, and go on with what was wanted."""
    target, pending = safe_next(request.form.get("next", "")), request.form.get("pending", "")
    if "password" not in request.form:
        return _page(ProofForm(), target=target, pending=pending)
    form = ProofForm.of_request()
    if not form.validate():
        return _page(form, target=target, pending=pending, status=400)
    try:
        is_right = _is_right(form.password.data or "")
    except TooManyError as locked:
        form.password.errors = [
            _(
                "Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring.",
                minutes=(locked.retry_after + 59) // 60,
            )
        ]
        return _page(form, target=target, pending=pending, status=429)
    if not is_right:
        form.password.errors = [_("Parol notoʻgʻri. Qaytadan yozib koʻring.")]
        return _page(form, target=target, pending=pending, status=400)
    kept = unpack(pending)
    return confirm_page(*kept, is_back=True) if kept else redirect(target or url_for("progress.me"), 303)


def _is_right(password: str) -> bool:
    viewer = current_viewer()
    with write_tx():
        known = get_credentials_behind(str(viewer.session_id))
        try_id = begin_try(known.login)
    if not is_password(password, known.password_hash):
        return False
    with write_tx():
        settle_try(try_id)
        note_password(str(viewer.session_id))
    return True


def _page(form: ProofForm, *, target: str | None, pending: str = "", status: int = 200) -> Response:
    page = render_template("accounts/prove.html", form=form, next=target or "", pending=pending)
    return make_response(page, status)
