"""A phone that several people share: who learns here, choosing a face, coming, going."""

from dataclasses import dataclass

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.phones import MemberForm, PinForm
from app.accounts.queries.people import find_profile, get_credentials_of
from app.accounts.queries.phones import find_member_of_session, get_member, list_members
from app.accounts.queries.resume import find_words
from app.accounts.queries.sessions import list_open_sessions
from app.accounts.routes.arrival import arrive, can_bring, this_browser, this_device
from app.accounts.routes.room import room
from app.accounts.routes.waiting import minutes_left
from app.accounts.service.people import add_person
from app.accounts.service.phones import (
    MOST_MEMBERS,
    FaceTakenError,
    add_device,
    add_member,
    pin_login,
    remove_member,
    set_pin,
    show_as,
)
from app.accounts.service.sessions import begin_try, end_session, open_session, settle_try
from app.accounts.types import Member, Way
from app.infra.database import write_tx
from app.infra.passwords import hash_password, is_password
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web import cookies
from app.web.detours import onward
from app.web.i18n import current_language
from app.web.pins import FACES, NewPinForm
from app.web.viewer import current_viewer


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who is being added: the person who learns here now, or somebody new."""

    person_id: str | None
    phone: str | None


@room.page("/<lang:lang>/who/", who=Circle.EVERYONE)
def faces(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """Who learns on this phone: a face to tap."""
    device_id = this_device()
    members = list_members(device_id) if device_id else ()
    return render_template(
        "accounts/who.html",
        members=members,
        words=FACES,
        me=find_member_of_session(current_viewer().session_id),
        has_room=len(members) < MOST_MEMBERS,
    )


@room.page("/<lang:lang>/who/<member>/", who=Circle.EVERYONE)
def choose_face(lang: str, member: str) -> Response:  # noqa: ARG001 - as above
    """A face was tapped: its PIN is asked."""
    return _pin_page(PinForm(bring=True), _member_here(member))


@room.route(
    "/<lang:lang>/who/<member>/", methods=["POST"], endpoint="enter_pin", who=Circle.EVERYONE, for_strangers=True
)
def enter_pin(lang: str, member: str) -> AnyResponse:  # noqa: ARG001 - the converter has set the language
    """Let somebody in by their PIN, on this phone only."""
    found, form = _member_here(member), PinForm.of_request()
    if not form.validate():
        return _pin_page(form, found, status=400)
    try:
        is_right = _is_right(found, form.pin.data or "")
    except TooManyError as locked:
        form.pin.errors = [minutes_left(locked)]
        return _pin_page(form, found, status=429)
    if not is_right:
        form.pin.errors = [_("PIN notoʻgʻri. Qaytadan yozib koʻring.")]
        return _pin_page(form, found, status=400)
    with write_tx():
        arrive(found.person_id, Way.PIN, bring=bool(form.bring.data))
    return _keep_cookie(redirect(onward(found.person_id, None), 303))


def _is_right(member: Member, pin: str) -> bool:
    with write_tx():
        try_id = begin_try(pin_login(member.id))
    if not is_password(pin, member.pin_hash):
        return False
    with write_tx():
        settle_try(try_id)
    return True


def _pin_page(form: PinForm, member: Member, *, status: int = 200) -> Response:
    page = render_template(
        "accounts/pin.html", form=form, member=member, words=FACES[member.face], can_bring=can_bring()
    )
    return make_response(page, status)


@room.page("/<lang:lang>/who/add/", who=Circle.EVERYONE)
def new_face(lang: str) -> Response:  # noqa: ARG001 - as above
    """The form for one more person on this phone."""
    newcomer = _newcomer()
    return _add_page(MemberForm(), newcomer)


@room.action("/<lang:lang>/who/add/", who=Circle.EVERYONE)
def add_face(lang: str) -> AnyResponse:
    """Add the person who learns here now, or somebody new, and go on as them."""
    newcomer, form = _newcomer(), MemberForm.of_request()
    form.set_phone(newcomer.phone)
    form.offer(_taken())
    if not form.validate():
        return _add_page(form, newcomer, status=400)
    pin_hash = hash_password(form.pin.data or "")
    try:
        token = _add(newcomer, form, pin_hash)
    except FaceTakenError:
        form.face.errors = [_("Bu rasm band. Boshqasini tanlang.")]
        return _add_page(form, newcomer, status=400)
    return _keep_cookie(redirect(url_for("accounts.faces", lang=lang), 303), token)


def _add(newcomer: Newcomer, form: MemberForm, pin_hash: str) -> str | None:
    """Write it all; the answer is the cookie of a phone that was not shared before."""
    viewer, device_id, token = current_viewer(), this_device(), None
    with write_tx():
        if device_id is None:
            device_id, token = add_device()
        person_id = newcomer.person_id or add_person(current_language().tag).id
        member_id = add_member(
            device_id, person_id, shown_name=form.name.data or "", face=form.face.data, pin_hash=pin_hash
        )
        if newcomer.person_id:
            show_as(str(viewer.session_id), member_id)
        else:
            if viewer.session_id:
                end_session(viewer.session_id)
            g.fresh_session = open_session(person_id, Way.PIN, browser=this_browser(), member_id=member_id)
    return token


def _newcomer() -> Newcomer:
    """Whoever learns here without a face is added; once they have one, somebody new is.

    NotFoundError at a class computer: what is opened there ends with the class.
    """
    viewer = current_viewer()
    if viewer.door:
        raise NotFoundError
    if viewer.person_id is None or viewer.shown_name:
        return Newcomer(person_id=None, phone=None)
    profile = find_profile(viewer.person_id)
    login = get_credentials_of(profile.person_id).login if profile else ""
    return Newcomer(person_id=viewer.person_id, phone=login if login.startswith("+") else None)


def _taken() -> frozenset[str]:
    device_id = this_device()
    return frozenset(one.face for one in list_members(device_id)) if device_id else frozenset()


def _add_page(form: MemberForm, newcomer: Newcomer, *, status: int = 200) -> Response:
    form.offer(_taken())
    page = render_template("accounts/add_face.html", form=form, is_self=newcomer.person_id is not None)
    return make_response(page, status)


@room.action("/<lang:lang>/who/done", who=Circle.EVERYONE, for_strangers=True)
def put_down(lang: str) -> AnyResponse:
    """Whoever learned here is done; the next one chooses a face, or signs in."""
    viewer = current_viewer()
    if viewer.session_id:
        with write_tx():
            end_session(viewer.session_id)
    g.closed_session = True
    return redirect(safe_next(request.form.get("next", "")) or url_for("accounts.faces", lang=lang), 303)


@room.page("/<lang:lang>/who/pin/", who=Circle.EVERYONE)
def new_pin(lang: str) -> Response:  # noqa: ARG001 - as above
    """The form for a new PIN."""
    _own_face()
    return _new_pin_page(NewPinForm())


@room.action("/<lang:lang>/who/pin/", who=Circle.EVERYONE)
def change_pin(lang: str) -> AnyResponse:
    """Keep a new PIN of somebody who came in by the password or by six words."""
    member = _own_face()
    form = NewPinForm.of_request()
    profile = find_profile(member.person_id)
    login = get_credentials_of(profile.person_id).login if profile else ""
    form.set_phone(login if login.startswith("+") else None)
    if not _may_change():
        return _new_pin_page(form, status=403)
    if not form.validate():
        return _new_pin_page(form, status=400)
    pin_hash = hash_password(form.pin.data or "")
    with write_tx():
        set_pin(member.id, pin_hash)
    return redirect(url_for("accounts.faces", lang=lang), 303)


def _may_change() -> bool:
    """Whether this session began with more than the PIN: a phone left open is not enough."""
    viewer = current_viewer()
    ways = {one.id: one.way for one in list_open_sessions(str(viewer.person_id))}
    return ways.get(str(viewer.session_id)) is not Way.PIN


def _new_pin_page(form: NewPinForm, *, status: int = 200) -> Response:
    page = render_template("accounts/new_pin.html", form=form, may_change=_may_change())
    return make_response(page, status)


@room.page("/<lang:lang>/who/leave/", who=Circle.EVERYONE)
def leaving(lang: str) -> str:  # noqa: ARG001 - as above
    """What happens when somebody goes off this phone for good."""
    member = _own_face()
    is_safe = current_viewer().is_signed_in or find_words(member.person_id) is not None
    return render_template("accounts/leave.html", member=member, is_safe=is_safe)


@room.action("/<lang:lang>/who/leave/", who=Circle.EVERYONE)
def leave(lang: str) -> AnyResponse:
    """Take oneself off this phone."""
    member = _own_face()
    with write_tx():
        remove_member(member.id)
    g.closed_session = True
    return redirect(url_for("accounts.faces", lang=lang), 303)


def _own_face() -> Member:
    """Whoever learns on this phone now. NotFoundError for a session without a face."""
    member = find_member_of_session(current_viewer().session_id)
    if member is None:
        raise NotFoundError
    return member


def _member_here(member_id: str) -> Member:
    device_id = this_device()
    if device_id is None:
        raise NotFoundError
    return get_member(device_id, member_id)


def _keep_cookie(response: AnyResponse, token: str | None = None) -> AnyResponse:
    """Give the phone its cookie for another year."""
    kept = token or cookies.read(cookies.phone_name())
    answer = make_response(response)
    if kept:
        cookies.put(answer, cookies.phone_name(), kept, seconds=cookies.YEAR)
    return answer
