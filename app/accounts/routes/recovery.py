"""A forgotten password: the ways back, a code by message, a code from staff, a new password."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.coming_back import AskForm, GiveAccessForm, ResetForm
from app.accounts.queries.people import get_profile, places_of
from app.accounts.queries.roles import list_grants
from app.accounts.routes.arrival import arrive, can_bring, this_device
from app.accounts.routes.room import room
from app.accounts.service.access import ask_for_code, give_code, set_password, use_code
from app.accounts.types import Way
from app.infra.database import write_tx
from app.infra.outbox import Channel, can_send
from app.infra.passwords import hash_password
from app.kernel.errors import ForbiddenError
from app.kernel.permissions import Circle, Permission, may
from app.web.detours import onward
from app.web.room import demand, demand_recent_password
from app.web.viewer import current_viewer

CHANNELS = (Channel.SMS, Channel.EMAIL)


@room.page("/<lang:lang>/sign-in/help/", who=Circle.EVERYONE)
def ways_back(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The three ways back, in plain words."""
    return _ways_page(AskForm())


@room.route(
    "/<lang:lang>/sign-in/help/", methods=["POST"], endpoint="ask_code", who=Circle.EVERYONE, for_strangers=True
)
def ask_code(lang: str) -> Response:  # noqa: ARG001 - as above
    """Have a code sent; the answer is the same whoever it is."""
    form = AskForm.of_request()
    if not form.validate():
        return _ways_page(form, status=400)
    if any(can_send(channel) for channel in CHANNELS):
        with write_tx():
            ask_for_code(form.login.login or "")
    return _reset_page(ResetForm(login=form.login.data, bring=True), is_sent=True)


@room.page("/<lang:lang>/sign-in/reset/", who=Circle.EVERYONE)
def reset(lang: str) -> Response:  # noqa: ARG001 - as above
    """The form for a code and a new password."""
    return _reset_page(ResetForm(bring=True))


@room.route(
    "/<lang:lang>/sign-in/reset/", methods=["POST"], endpoint="reset_password", who=Circle.EVERYONE, for_strangers=True
)
def reset_password(lang: str) -> AnyResponse:
    """Take the new password when the code is right. The password is hashed in any case, so the time tells nothing."""
    form = ResetForm.of_request()
    if not form.validate():
        return _reset_page(form, status=400)
    password_hash = hash_password(form.password.data or "")
    with write_tx():
        person_id = use_code(form.login.login or "", form.code.data or "")
        is_staff = person_id is not None and bool(list_grants(person_id))
        if person_id is not None:
            set_password(person_id, password_hash, action="accounts.password-reset", device_id=this_device())
        if person_id is not None and not is_staff:
            arrive(person_id, Way.PASSWORD, bring=bool(form.bring.data))
    if person_id is None:
        form.code.errors = [_("Kod notoʻgʻri yoki muddati oʻtgan. Qaytadan yozing yoki yangi kod soʻrang.")]
        return _reset_page(form, status=400)
    if is_staff:
        return redirect(url_for("accounts.sign_in", lang=lang, saved="1"), 303)
    return redirect(onward(person_id, url_for("progress.me", lang=lang, saved="1")), 303)


def _ways_page(form: AskForm, *, status: int = 200) -> Response:
    page = render_template(
        "accounts/ways_back.html",
        form=form,
        has_sms=can_send(Channel.SMS),
        has_email=can_send(Channel.EMAIL),
        help_phone=current_app.config["HELP_PHONE"],
    )
    return make_response(page, status)


def _reset_page(form: ResetForm, *, is_sent: bool = False, status: int = 200) -> Response:
    page = render_template("accounts/reset.html", form=form, is_sent=is_sent, can_bring=can_bring())
    return make_response(page, status)


@room.action("/<lang:lang>/staff/people/<person>/access-code", who=Permission.GIVE_ACCESS)
def give_access(lang: str, person: str) -> Response:  # noqa: ARG001 - as above
    """A code on the spot: first the reason is asked, then the code is shown, once."""
    profile = get_profile(person)
    demand(Permission.GIVE_ACCESS, *places_of(person))
    if list_grants(profile.person_id) and not may(current_viewer().grants, Permission.MANAGE_PEOPLE):
        raise ForbiddenError
    demand_recent_password()
    if "reason" not in request.form:
        return _access_page(GiveAccessForm(), person=person, name=profile.name)
    form = GiveAccessForm.of_request()
    form.offer()
    if not form.validate():
        return _access_page(form, person=person, name=profile.name, status=400)
    with write_tx():
        code = give_code(profile.person_id, given_by=str(current_viewer().person_id), reason=form.reason.data)
    return _access_page(form, person=person, name=profile.name, code=code)


def _access_page(form: GiveAccessForm, *, person: str, name: str, code: str = "", status: int = 200) -> Response:
    form.offer()
    address = f"{current_app.config['PUBLIC_URL']}{url_for('accounts.reset')}"
    page = render_template("accounts/give_access.html", form=form, person=person, name=name, code=code, address=address)
    return make_response(page, status)
