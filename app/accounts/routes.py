"""Coming in, going out, and what we know about you."""

from typing import Any

from flask import Request, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms import ProfileForm, SignInForm, SignUpForm
from app.accounts.queries import find_credentials, find_session, get_profile, list_grants
from app.accounts.service import (
    LoginTakenError,
    add_person,
    begin_try,
    edit_profile,
    end_session,
    hash_token,
    join_visitor,
    open_account,
    open_session,
    set_language,
    settle_try,
)
from app.infra.database import write_tx
from app.infra.passwords import hash_password, is_password
from app.kernel.errors import TooManyError
from app.kernel.locale import Tag
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web import cookies
from app.web.confirm import confirm_page, unpack
from app.web.i18n import current_language
from app.web.room import Room
from app.web.viewer import Viewer, become, current_viewer

room = Room("accounts", __name__)


def find_viewer(asked: Request) -> Viewer | None:
    """The person whose session this request carries; None for a stranger."""
    token = asked.cookies.get(cookies.session_name())
    facts = find_session(hash_token(token)) if token else None
    if facts is None:
        return None
    if not facts.is_live:
        return Viewer(has_dead_session=facts.has_account)
    return Viewer(
        person_id=facts.person_id,
        session_id=facts.session_id,
        is_signed_in=facts.has_account,
        name=facts.name,
        language=facts.language,
        grants=list_grants(facts.person_id) if facts.has_grants else (),
    )


def add_visitor(language: Tag) -> tuple[str, str]:
    """A new person without an account, and the token of their session."""
    person = add_person(language)
    return person.id, open_session(person.id)


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
    return confirm_page(*kept, is_back=True) if kept else redirect(target or url_for("progress.me"), 303)


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
    visitor = current_viewer()
    with write_tx():
        if bring and visitor.person_id and not visitor.is_signed_in:
            join_visitor(visitor.person_id, person_id)
        if visitor.session_id:
            end_session(visitor.session_id)
        g.fresh_session = open_session(person_id)
    become(Viewer(person_id=person_id, is_signed_in=True))


def _sign_in_page(form: SignInForm, *, target: str | None, pending: str = "", status: int = 200) -> Response:
    is_visitor = current_viewer().person_id is not None
    page = render_template("accounts/sign_in.html", form=form, next=target or "", pending=pending, can_bring=is_visitor)
    return make_response(page, status)


def _locked_page(form: SignInForm, locked: TooManyError, *, target: str | None, pending: str) -> Response:
    minutes = (locked.retry_after + 59) // 60
    form.password.errors = [
        _("Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring.", minutes=minutes)
    ]
    page = _sign_in_page(form, target=target, pending=pending, status=429)
    page.headers["Retry-After"] = str(locked.retry_after)
    return page


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
        )
        if visitor.session_id:
            end_session(visitor.session_id)
        g.fresh_session = open_session(account.person_id)


def _sign_up_page(form: SignUpForm, *, target: str | None, status: int = 200) -> Response:
    return make_response(render_template("accounts/sign_up.html", form=form, next=target or ""), status)


@room.action("/<lang:lang>/sign-out/", who=Circle.EVERYONE, for_strangers=True)
def sign_out(lang: str) -> AnyResponse:
    """End this session, here and now."""
    viewer = current_viewer()
    if viewer.session_id:
        with write_tx():
            end_session(viewer.session_id)
    g.closed_session = True
    return redirect(url_for("web.home", lang=lang), 303)


@room.page("/<lang:lang>/me/edit/", who=Circle.SIGNED_IN)
def edit(lang: str) -> str:  # noqa: ARG001 - as above
    """What a person may change about themselves."""
    profile = get_profile(str(current_viewer().person_id))
    return _edit_page(
        ProfileForm(name=profile.name, region=profile.region, district=profile.district, language=profile.language)
    )


@room.route("/<lang:lang>/me/edit/", methods=["POST"], endpoint="save", who=Circle.SIGNED_IN)
def save(lang: str) -> Any:  # noqa: ANN401, ARG001 - as above
    """Keep the changes."""
    form = ProfileForm.of_request()
    form.fill_places()
    if not form.validate():
        return make_response(_edit_page(form), 400)
    with write_tx():
        edit_profile(
            str(current_viewer().person_id),
            name=form.name.data or "",
            region=form.region.data or "",
            district=form.district.data or "",
        )
        set_language(str(current_viewer().person_id), Tag(form.language.data))
    return redirect(url_for("progress.me", lang=form.language.data, saved="1"), 303)


def _edit_page(form: ProfileForm) -> str:
    form.fill_places()
    return render_template("accounts/edit.html", form=form)
