"""Coming in by a card: its code, from the QR or typed, and its PIN."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.types import Seat
from app.centres.forms.cards import CardCodeForm, CardPinForm
from app.centres.queries.cards import find_card
from app.centres.queries.doors import find_own_door
from app.centres.routes.arrival import can_bring, is_right_pin, let_in, minutes_left
from app.centres.routes.room import room
from app.centres.rules.codes import CARD, read_code
from app.centres.rules.faces import short_name
from app.centres.types.cards import CardFacts
from app.infra.database import write_tx
from app.kernel.errors import TooManyError
from app.kernel.permissions import Circle
from app.web.detours import onward
from app.web.i18n import current_language


@room.page("/card/<code>", who=Circle.EVERYONE)
def short_card(code: str) -> AnyResponse:
    """What the QR code of a card says, for ever: goes on in the reader's language."""
    return redirect(url_for("centres.card", lang=current_language().tag, code=code), 303)


@room.page("/card", who=Circle.EVERYONE)
def short_typed_card() -> AnyResponse:
    """The address that stands on a card, to be typed."""
    return redirect(url_for("centres.typed_card", lang=current_language().tag), 303)


@room.page("/<lang:lang>/card/", who=Circle.EVERYONE)
def typed_card(lang: str) -> AnyResponse:
    """Type the code of a card; a well-formed one leads on."""
    form = CardCodeForm(request.args if "code" in request.args else MultiDict())
    if "code" in request.args and form.validate():
        return redirect(url_for("centres.card", lang=lang, code=read_code(form.code.data or "", CARD)), 303)
    return make_response(render_template("centres/card_code.html", form=form), 400 if form.errors else 200)


@room.page("/<lang:lang>/card/<code>/", who=Circle.EVERYONE)
def card(lang: str, code: str) -> AnyResponse:
    """Ask for the PIN. Whose card it is, and whether it is anybody's, is not told."""
    if read_code(code, CARD) is None:
        return redirect(url_for("centres.typed_card", lang=lang, code=code), 303)
    return _page(CardPinForm(bring=True), code)


@room.route(
    "/<lang:lang>/card/<code>/", methods=["POST"], endpoint="enter_card", who=Circle.EVERYONE, for_strangers=True
)
def enter_card(lang: str, code: str) -> AnyResponse:
    """Let the holder in, or say in the same words that code or PIN is wrong, whichever it was."""
    typed, form = read_code(code, CARD), CardPinForm.of_request()
    if typed is None:
        return redirect(url_for("centres.typed_card", lang=lang, code=code), 303)
    if not form.validate():
        return _page(form, code, status=400)
    found = find_card(typed)
    try:
        try_id = is_right_pin(found, form.pin.data or "")
    except TooManyError as locked:
        form.pin.errors = [minutes_left(locked)]
        return _page(form, code, status=429, retry_after=locked.retry_after)
    if found is None or try_id is None or not _enter(found, try_id, bring=bool(form.bring.data)):
        form.pin.errors = [_("Karta kodi yoki PIN notoʻgʻri. Qaytadan yozib koʻring.")]
        return _page(form, code, status=400)
    return redirect(onward(found.person_id, None), 303)


def _enter(found: CardFacts, try_id: str, *, bring: bool) -> bool:
    """While a door is open to the person's group, it is a session of the class, wherever the card was shown."""
    door = find_own_door(found.person_id)
    seat = None
    if door is not None:
        code, facts = door
        seat = Seat(door=code, until=facts.closes_at, face=found.face, shown_name=short_name(found.name))
    with write_tx():
        return let_in(found, try_id, seat=seat, bring=bring and seat is None)


def _page(form: CardPinForm, code: str, *, status: int = 200, retry_after: int | None = None) -> Response:
    page = make_response(
        render_template("centres/card.html", form=form, code=read_code(code, CARD), can_bring=can_bring()), status
    )
    if retry_after is not None:
        page.headers["Retry-After"] = str(retry_after)
    return page
