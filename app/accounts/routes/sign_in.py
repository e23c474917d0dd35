"""Coming in and going out."""

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.coming_in import SignInForm
from app.accounts.queries.people import find_credentials
from app.accounts.routes.arrival import arrive, can_bring, this_device
from app.accounts.routes.room import room
from app.accounts.service.sessions import begin_try, end_session, settle_try
from app.accounts.types import Way
from app.infra.database import write_tx
from app.infra.passwords import is_password
from app.kernel.errors import TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.confirm import confirm_page, unpack
from app.web.detours import onward
from app.web.viewer import Viewer, become, current_viewer


@room.page("/<lang:lang>/sign-in/", who=Circle.EVERYONE)
def sign_in(lang: str) -> AnyResponse:  # noqa: ARG001 - the converter has set the language
    """The sign-in form; a person already in goes on."""
    target = safe_next(request.args.get("next", ""))
    if current_viewer().is_signed_in:
        return redirect(target or url_for("progress.me"), 303)
    return _sign_in_page(SignInForm(bring=True), target=target)


@room.route(
    "/<lang:lang>/sign-in/",
    methods=["POST"],
    endpoint="enter",
    who=Circle.EVERYONE,
    open_post=True,
    for_strangers=True,
)
def enter(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Let a person in, or say that it was not right, in the same words whatever was wrong."""
    target, pending = safe_next(request.form.get("next", "")), request.form.get("pending", "")
    if "login" not in request.form:
        return _sign_in_page(SignInForm(bring=True), target=target, pending=pending)
    form = SignInForm.of_request()
    if not form.validate():
        return _sign_in_page(form, target=target, pending=pending, status=400)
    try:
        person_id = _recognise(form.login.login or "", form.password.data or "")
    except TooManyError as locked:
        return _locked_page(form, locked, target=target, pending=pending)
    if person_id is None:
        form.password.errors = [_("Telefon, e-pochta yoki parol notoʻgʻri. Qaytadan yozib koʻring.")]
        return _sign_in_page(form, target=target, pending=pending, status=400)
    _let_in(person_id, bring=bool(form.bring.data))
    kept = unpack(pending)
    return confirm_page(*kept, is_back=True) if kept else redirect(onward(person_id, target), 303)


def _recognise(login: str, password: str) -> str | None:
    with write_tx():
        try_id = begin_try(login)
        known = find_credentials(login)
    if not is_password(password, known.password_hash if known else None) or known is None:
        return None
    with write_tx():
        settle_try(try_id)
    return known.person_id


def _let_in(person_id: str, *, bring: bool) -> None:
    with write_tx():
        arrive(person_id, Way.PASSWORD, bring=bring)
    become(Viewer(person_id=person_id, is_signed_in=True))


def _sign_in_page(form: SignInForm, *, target: str | None, pending: str = "", status: int = 200) -> Response:
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        next=target or "",
        pending=pending,
        can_bring=can_bring(),
        has_faces=this_device() is not None,
        is_changed="saved" in request.args,
    )
    return make_response(page, status)


def _locked_page(form: SignInForm, locked: TooManyError, *, target: str | None, pending: str) -> Response:
    minutes = (locked.retry_after + 59) // 60
    form.password.errors = [
        _("Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring.", minutes=minutes)
    ]
    page = _sign_in_page(form, target=target, pending=pending, status=429)
    page.headers["Retry-After"] = str(locked.retry_after)
    return page


@room.action("/<lang:lang>/sign-out/", who=Circle.EVERYONE, for_strangers=True)
def sign_out(lang: str) -> AnyResponse:
    """End this session, here and now."""
    viewer = current_viewer()
    if viewer.session_id:
        with write_tx():
            end_session(viewer.session_id)
    g.closed_session = True
    return redirect(url_for("web.home", lang=lang), 303)
