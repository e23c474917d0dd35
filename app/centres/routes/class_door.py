"""The class computer: while a trainer holds the door open, members come in by their picture and their PIN."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.types import Seat
from app.centres.forms.cards import CardPinForm, CentreCodeForm
from app.centres.queries.doors import find_behind, list_behind, list_doors
from app.centres.queries.places import find_centre_by_code
from app.centres.routes.arrival import is_right_pin, let_in, minutes_left, session_before, show_as
from app.centres.routes.room import room
from app.centres.rules.codes import CENTRE, read_code
from app.centres.types.cards import Seated
from app.centres.types.places import CentreFacts
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.confirm import confirm_page, unpack
from app.web.detours import onward
from app.web.pins import FACES


@room.page("/<lang:lang>/class/", who=Circle.EVERYONE)
def typed_class(lang: str) -> AnyResponse:
    """Type the code of a centre; one that is a centre's leads on."""
    form = CentreCodeForm(request.args if "code" in request.args else MultiDict())
    if "code" in request.args and form.validate():
        code = read_code(form.code.data or "", CENTRE) or ""
        if find_centre_by_code(code) is not None:
            return redirect(url_for("centres.class_door", lang=lang, code=code), 303)
        form.code.errors = [_("Bunday markaz kodi yoʻq. Trenerdan soʻrang.")]
    return make_response(render_template("centres/class_code.html", form=form), 400 if form.errors else 200)


@room.page("/<lang:lang>/class/<code>/", who=Circle.EVERYONE)
def class_door(lang: str, code: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Pictures and short names while a door is open; without one, no name at all."""
    return _door_page(_centre(code), target=request.args.get("next", ""), pending="")


@room.route(
    "/<lang:lang>/class/<code>/",
    methods=["POST"],
    endpoint="class_again",
    who=Circle.EVERYONE,
    for_strangers=True,
)
def class_again(lang: str, code: str) -> Response:  # noqa: ARG001 - as above
    """The same for somebody whose session ended by itself; what they sent waits until it is they who are back."""
    return _door_page(_centre(code), target="", pending=request.form.get("pending", ""))


@room.page("/<lang:lang>/class/<code>/<card>/", who=Circle.EVERYONE)
def choose_picture(lang: str, code: str, card: str) -> Response:  # noqa: ARG001 - as above
    """A picture was tapped: its PIN is asked."""
    centre = _centre(code)
    return _pin_page(CardPinForm(), centre, _seated(centre, card), target=request.args.get("next", ""), pending="")


@room.route(
    "/<lang:lang>/class/<code>/<card>/",
    methods=["POST"],
    endpoint="enter_class",
    who=Circle.EVERYONE,
    for_strangers=True,
)
def enter_class(lang: str, code: str, card: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Let somebody in by picture and PIN, as long as the door is open."""
    centre = _centre(code)
    seated = _seated(centre, card)
    target, pending = request.form.get("next", ""), request.form.get("pending", "")
    if "pin" not in request.form:
        return _pin_page(CardPinForm(), centre, seated, target=target, pending=pending)
    form = CardPinForm.of_request()
    if not form.validate():
        return _pin_page(form, centre, seated, target=target, pending=pending, status=400)
    try:
        try_id = is_right_pin(seated.card, form.pin.data or "")
    except TooManyError as locked:
        form.pin.errors = [minutes_left(locked)]
        return _pin_page(form, centre, seated, target=target, pending=pending, status=429)
    if try_id is None or not _enter(centre, seated, try_id):
        form.pin.errors = [_("PIN notoʻgʻri. Qaytadan yozib koʻring.")]
        return _pin_page(form, centre, seated, target=target, pending=pending, status=400)
    return _go_on(centre, seated, target=target, pending=pending)


def _enter(centre: CentreFacts, seated: Seated, try_id: str) -> bool:
    with write_tx():
        return let_in(seated.card, try_id, seat=_seat(centre, seated))


def _go_on(centre: CentreFacts, seated: Seated, *, target: str, pending: str) -> AnyResponse:
    """Back to where this same person was, with what they had sent; anybody else begins anew."""
    before = session_before()
    is_same = before is not None and before.person_id == seated.card.person_id
    kept = unpack(pending) if is_same else None
    if kept:
        show_as(seated.card, _seat(centre, seated))
        return confirm_page(*kept, is_back=True)
    return redirect(onward(seated.card.person_id, safe_next(target) if is_same else None), 303)


def _seat(centre: CentreFacts, seated: Seated) -> Seat:
    return Seat(door=centre.code, until=seated.closes_at, face=seated.card.face, shown_name=seated.shown_name)


def _centre(code: str) -> CentreFacts:
    """The centre with this code, however it is spelled. NotFoundError."""
    read = read_code(code, CENTRE)
    found = find_centre_by_code(read) if read else None
    if found is None:
        raise NotFoundError
    return found


def _seated(centre: CentreFacts, card_id: str) -> Seated:
    """Somebody who may come in now. NotFoundError for all others, and for everybody once the door is shut."""
    found = find_behind(centre.id, card_id)
    if found is None:
        raise NotFoundError
    return found


def _door_page(centre: CentreFacts, *, target: str, pending: str) -> Response:
    page = render_template(
        "centres/class_door.html",
        centre=centre,
        people=list_behind(centre.id),
        is_open=bool(list_doors(centre.id)),
        words=FACES,
        next=safe_next(target) or "",
        pending=pending,
    )
    return make_response(page)


def _pin_page(
    form: CardPinForm, centre: CentreFacts, seated: Seated, *, target: str, pending: str, status: int = 200
) -> Response:
    page = render_template(
        "centres/class_pin.html",
        form=form,
        centre=centre,
        seated=seated,
        words=FACES[seated.card.face],
        next=safe_next(target) or "",
        pending=pending,
    )
    return make_response(page, status)
