"""The second step of signing in, for staff: set up once, then a code in each session. Until then their roles sleep."""

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.second_step import CodeForm
from app.accounts.queries.second_step import find_demo_code, has_second_step, offer_setup
from app.accounts.routes.room import room
from app.accounts.service.second_step import pass_second_step, renew_recovery_codes, set_up
from app.infra.database import write_tx
from app.infra.qr import qr_svg
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.confirm import confirm_page, unpack
from app.web.room import demand_recent_password
from app.web.viewer import Viewer, current_viewer


@room.page("/<lang:lang>/second-step/", who=Circle.SIGNED_IN)
def second_step(lang: str) -> AnyResponse:  # noqa: ARG001 - the converter has set the language
    """Ask for a code; whoever has none yet sets it up here. Whoever needs none goes on."""
    target = safe_next(request.args.get("next", ""))
    if not current_viewer().held:
        return _onward(target)
    return _page(CodeForm(), target=target)


@room.route("/<lang:lang>/second-step/", methods=["POST"], endpoint="prove_second_step", who=Circle.SIGNED_IN)
def prove_second_step(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Take the code, and go on with what was wanted."""
    target, pending = safe_next(request.form.get("next", "")), request.form.get("pending", "")
    viewer = current_viewer()
    if not viewer.held:
        return _onward(target, pending)
    if "code" not in request.form:
        return _page(CodeForm(), target=target, pending=pending)
    form = CodeForm.of_request()
    if not form.validate():
        return _page(form, target=target, pending=pending, status=400)
    try:
        done = _judge(viewer, form.code.data or "")
    except TooManyError as locked:
        minutes = (locked.retry_after + 59) // 60
        form.code.errors = [
            _("Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring.", minutes=minutes)
        ]
        page = _page(form, target=target, pending=pending, status=429)
        page.headers["Retry-After"] = str(locked.retry_after)
        return page
    if done is None:
        form.code.errors = [_("Kod notoʻgʻri yoki ishlatib boʻlingan. Yangi kod chiqishini kuting va uni yozing.")]
        return _page(form, target=target, pending=pending, status=400)
    g.fresh_session, codes = done
    return _codes_page(codes, target=target, pending=pending) if codes else _onward(target, pending)


def _judge(viewer: Viewer, typed: str) -> tuple[str, tuple[str, ...]] | None:
    """The new token of the session, and recovery codes when they were just made; None for a wrong code."""
    person_id, session_id = str(viewer.person_id), str(viewer.session_id)
    if not has_second_step(person_id):
        demand_recent_password()
        setup = offer_setup(person_id, session_id)
        with write_tx():
            return set_up(person_id, session_id, setup.secret, typed)
    with write_tx():
        token = pass_second_step(person_id, session_id, typed)
    return (token, ()) if token else None


@room.page("/<lang:lang>/second-step/qr.svg", who=Circle.SIGNED_IN)
def second_step_qr(lang: str) -> Response:  # noqa: ARG001 - as above
    """What is to be scanned while the second step is set up; there is nothing to see before or after."""
    viewer = current_viewer()
    person_id = str(viewer.person_id)
    if not viewer.held or has_second_step(person_id):
        raise NotFoundError
    demand_recent_password()
    drawn = qr_svg(offer_setup(person_id, str(viewer.session_id)).address)
    return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@room.action("/<lang:lang>/second-step/codes", who=Circle.SIGNED_IN)
def renew_codes(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """New recovery codes in place of the old ones."""
    viewer = current_viewer()
    person_id = str(viewer.person_id)
    if not viewer.is_staff or viewer.held or not has_second_step(person_id):
        raise NotFoundError
    demand_recent_password()
    with write_tx():
        codes = renew_recovery_codes(person_id)
    return _codes_page(codes, target=None, pending="")


def _onward(target: str | None, pending: str = "") -> AnyResponse:
    kept = unpack(pending)
    if kept:
        return confirm_page(*kept, is_back=True)
    return redirect(target or url_for("staff.home" if current_viewer().is_staff else "progress.me"), 303)


def _page(form: CodeForm, *, target: str | None, pending: str = "", status: int = 200) -> Response:
    viewer = current_viewer()
    person_id = str(viewer.person_id)
    kept = {"form": form, "next": target or "", "pending": pending}
    if has_second_step(person_id):
        return make_response(
            render_template("accounts/second_step.html", demo_code=find_demo_code(person_id), **kept), status
        )
    demand_recent_password()
    setup = offer_setup(person_id, str(viewer.session_id))
    return make_response(render_template("accounts/second_step_setup.html", setup=setup, **kept), status)


def _codes_page(codes: tuple[str, ...], *, target: str | None, pending: str) -> Response:
    path, fields = unpack(pending) or (None, [])
    page = render_template(
        "accounts/recovery_codes.html", codes=codes, next=target or url_for("staff.home"), action=path, fields=fields
    )
    return make_response(page)
