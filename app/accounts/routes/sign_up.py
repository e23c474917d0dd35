"""Making an account."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.coming_in import SignUpForm
from app.accounts.routes.arrival import arrive
from app.accounts.routes.room import room
from app.accounts.service.people import LoginTakenError, open_account
from app.accounts.types import Way
from app.infra.database import write_tx
from app.infra.passwords import hash_password
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.i18n import current_language
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/sign-up/", who=Circle.EVERYONE)
def sign_up(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """The form for a new account, after the privacy notice."""
    if current_viewer().is_signed_in:
        return redirect(url_for("progress.me"), 303)
    form = SignUpForm()
    form.fill_places()
    return _sign_up_page(form, target=safe_next(request.args.get("next", "")))


@room.route(
    "/<lang:lang>/sign-up/",
    methods=["POST"],
    endpoint="join",
    who=Circle.EVERYONE,
    open_post=True,
    for_strangers=True,
)
def join(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Make an account; what the visitor did before is theirs."""
    target = safe_next(request.form.get("next", ""))
    form = SignUpForm.of_request()
    form.fill_places()
    if current_viewer().is_signed_in:
        return redirect(target or url_for("progress.me"), 303)
    if not form.validate():
        return _sign_up_page(form, target=target, status=400)
    password_hash = hash_password(form.password.data or "")
    try:
        _open(form, password_hash)
    except LoginTakenError:
        form.login.errors = [_("Bu raqam yoki manzil bilan hisob ochib boʻlmadi. Hisobingiz boʻlsa, kiring.")]
        return _sign_up_page(form, target=target, status=400)
    return redirect(target or url_for("progress.me"), 303)


def _open(form: SignUpForm, password_hash: str) -> None:
    visitor = current_viewer()
    with write_tx():
        account = open_account(
            visitor.person_id,
            name=form.name.data or "",
            phone=form.login.phone,
            email=form.login.email,
            password_hash=password_hash,
            region=form.region.data or "",
            district=form.district.data or "",
            language=current_language().tag,
            parent=form.parent,
        )
        arrive(account.person_id, Way.PASSWORD)


def _sign_up_page(form: SignUpForm, *, target: str | None, status: int = 200) -> Response:
    return make_response(render_template("accounts/sign_up.html", form=form, next=target or ""), status)
