"""What the holder of a card does with it: another PIN, an ordinary account, an end of the card."""

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.consents import find_consent, wants_consent
from app.accounts.queries.people import get_credentials_of, get_profile
from app.accounts.service.claiming import ClaimedError, claim_account
from app.accounts.service.people import LoginTakenError
from app.accounts.service.sessions import settle_try
from app.centres.forms.cards import ClaimForm, OwnPinForm
from app.centres.queries.cards import find_card_of
from app.centres.routes.arrival import is_right_pin, minutes_left
from app.centres.routes.room import room, viewer_id
from app.centres.rules.codes import CARD, read_code
from app.centres.service.cards import change_own_pin, end_own_card
from app.centres.types.cards import CardFacts
from app.infra.database import write_tx
from app.infra.passwords import hash_password
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.room import demand_oneself
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/me/card/", who=Circle.SIGNED_IN)
def own_card(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """What one's card is good for, and what may be done with it."""
    return _card_page(OwnPinForm())


@room.action("/<lang:lang>/me/card/pin", who=Circle.SIGNED_IN)
def change_card_pin(lang: str) -> AnyResponse:
    """Keep a new PIN of somebody who came in by the card and gives the old one."""
    card, form = _own(), OwnPinForm.of_request()
    login = get_credentials_of(card.person_id).login
    form.set_phone(login if login.startswith("+") else None)
    if not form.validate():
        return _card_page(form, status=400)
    try:
        try_id = is_right_pin(card, form.old.data or "")
    except TooManyError as locked:
        form.old.errors = [minutes_left(locked)]
        return _card_page(form, status=429)
    if try_id is None:
        form.old.errors = [_("PIN notoʻgʻri. Qaytadan yozib koʻring.")]
        return _card_page(form, status=400)
    pin_hash = hash_password(form.pin.data or "")
    with write_tx():
        settle_try(try_id)
        change_own_pin(card.person_id, pin_hash, session_id=str(current_viewer().session_id))
    return redirect(url_for("centres.own_card", lang=lang, saved="1"), 303)


@room.action("/<lang:lang>/me/card/end", who=Circle.SIGNED_IN)
def end_card(lang: str) -> AnyResponse:
    """The card opens nothing any more; only for somebody who has another way in."""
    if not _has_login():
        return redirect(url_for("centres.claim", lang=lang), 303)
    with write_tx():
        end_own_card(viewer_id(), str(current_viewer().session_id))
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)


@room.page("/<lang:lang>/me/claim/", who=Circle.SIGNED_IN)
def claim(lang: str) -> AnyResponse:
    """The form for a telephone and a password, after the privacy notice."""
    demand_oneself()
    target = safe_next(request.args.get("next", ""))
    if _has_login():
        return redirect(target or url_for("progress.me", lang=lang), 303)
    _own()
    if wants_consent(viewer_id()):
        return redirect(url_for("accounts.renew", lang=lang, next=request.full_path.rstrip("?")), 303)
    return _claim_page(ClaimForm(), target=target)


@room.route("/<lang:lang>/me/claim/", methods=["POST"], endpoint="claimed", who=Circle.SIGNED_IN)
def claimed(lang: str) -> AnyResponse:
    """Make the account an ordinary one. That a telephone is another account's is said: people know what to do then."""
    target, card = safe_next(request.form.get("next", "")), _own()
    if wants_consent(viewer_id()):
        return redirect(url_for("accounts.renew", lang=lang, next=url_for("centres.claim", lang=lang)), 303)
    form = ClaimForm.of_request()
    form.owner = card.name
    if not _is_form_good(form, card):
        return _claim_page(form, target=target, status=400)
    try:
        try_id = is_right_pin(card, form.pin.data or "")
    except TooManyError as locked:
        form.pin.errors = [minutes_left(locked)]
        return _claim_page(form, target=target, status=429)
    if try_id is None:
        form.pin.errors = [_("PIN notoʻgʻri. Qaytadan yozib koʻring.")]
        return _claim_page(form, target=target, status=400)
    return _claim(form, try_id, lang=lang, target=target)


def _is_form_good(form: ClaimForm, card: CardFacts) -> bool:
    """Whether all is filled in; at a class computer the card itself is wanted: picture and PIN are not enough."""
    is_good = form.validate()
    if current_viewer().door and read_code(form.code.data or "", CARD) != card.code:
        form.code.errors = [_("Kartangizdagi kodni yozing.")]
        return False
    return is_good


def _claim(form: ClaimForm, try_id: str, *, lang: str, target: str | None) -> AnyResponse:
    password_hash = hash_password(form.password.data or "")
    try:
        with write_tx():
            settle_try(try_id)
            g.fresh_session = claim_account(
                viewer_id(), form.normal_phone or "", password_hash, session_id=str(current_viewer().session_id)
            )
    except LoginTakenError:
        form.phone.errors = [
            _("Bu raqam boshqa hisobda bor. U ham sizniki boʻlsa, trenerga ayting: ikki hisobni birlashtirib beradi.")
        ]
        return _claim_page(form, target=target, status=400)
    except ClaimedError:
        return redirect(url_for("progress.me", lang=lang), 303)
    return redirect(target or url_for("progress.me", lang=lang, saved="1"), 303)


def _claim_page(form: ClaimForm, *, target: str | None, status: int = 200) -> Response:
    given, is_seated = find_consent(viewer_id()), bool(current_viewer().door)
    form.code.flags.required = is_seated
    page = render_template(
        "centres/claim.html",
        form=form,
        next=target or "",
        is_seated=is_seated,
        is_child=given is not None and given.parent is not None,
    )
    return make_response(page, status)


def _card_page(form: OwnPinForm, *, status: int = 200) -> Response:
    page = render_template(
        "centres/own_card.html",
        form=form,
        card=_own(),
        name=get_profile(viewer_id()).name,
        has_login=_has_login(),
        is_saved="saved" in request.args,
    )
    return make_response(page, status)


def _own() -> CardFacts:
    """The card that this person holds and came in by. NotFoundError for all others."""
    demand_oneself()
    card = find_card_of(viewer_id())
    if card is None or not current_viewer().is_by_card:
        raise NotFoundError
    return card


def _has_login() -> bool:
    return bool(get_credentials_of(viewer_id()).login)
