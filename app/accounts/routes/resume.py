"""Six words that lead back to one's progress on any phone: making them, and coming in with them."""

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.coming_back import LONGEST_WORDS, WordsForm
from app.accounts.queries.resume import find_holder, find_words
from app.accounts.routes.arrival import arrive, can_bring
from app.accounts.routes.room import room
from app.accounts.routes.waiting import minutes_left
from app.accounts.rules.words import COUNT, Reading, read_words, spell_words
from app.accounts.service.resume import make_code
from app.accounts.service.sessions import begin_try, settle_try
from app.accounts.types import Way
from app.infra.database import write_tx
from app.infra.qr import qr_svg
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.web.csrf import browser_key
from app.web.detours import onward
from app.web.room import demand_oneself, demand_recent_password
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/me/code/", who=Circle.EVERYONE)
def code(lang: Tag) -> str:
    """Why to keep six words, and the words themselves once they are made."""
    demand_oneself()
    demand_recent_password()
    viewer = current_viewer()
    words = find_words(viewer.person_id) if viewer.person_id else None
    return render_template(
        "accounts/code.html",
        is_stranger=viewer.person_id is None,
        words=spell_words(words, lang) if words else (),
        address=f"{current_app.config['PUBLIC_URL']}{url_for('accounts.resume', lang=lang)}",
    )


@room.action("/<lang:lang>/me/code/", who=Circle.EVERYONE)
def renew_code(lang: Tag) -> AnyResponse:
    """Make six words; the ones before are good no longer."""
    demand_recent_password()
    viewer = current_viewer()
    if viewer.person_id is None:
        raise NotFoundError
    with write_tx():
        make_code(viewer.person_id)
    return redirect(url_for("accounts.code", lang=lang), 303)


@room.page("/<lang:lang>/me/code/qr.svg", who=Circle.EVERYONE)
def code_picture(lang: Tag) -> Response:
    """A QR code of the page that takes the words, filled in."""
    demand_oneself()
    demand_recent_password()
    words = find_words(str(current_viewer().person_id))
    if words is None:
        raise NotFoundError
    page = url_for("accounts.resume", lang=lang, words="-".join(words))
    return Response(qr_svg(f"{current_app.config['PUBLIC_URL']}{page}"), mimetype="image/svg+xml")


@room.page("/<lang:lang>/resume/", who=Circle.EVERYONE)
def resume(lang: Tag) -> Response:
    """The form for the six words; a QR code has filled it in."""
    sent = read_words(request.args.get("words", "")[:LONGEST_WORDS])
    words = " ".join(spell_words(sent.words, lang)) if sent.is_whole else ""
    return _page(WordsForm(words=words, bring=True))


@room.route("/<lang:lang>/resume/", methods=["POST"], endpoint="come_back", who=Circle.EVERYONE, for_strangers=True)
def come_back(lang: Tag) -> AnyResponse:  # noqa: ARG001 - the converter has set the language
    """Let the holder of six words in. Words that cannot be a code are no try."""
    form = WordsForm.of_request()
    if not form.validate():
        return _page(form, status=400)
    reading = read_words(form.words.data or "")
    if not reading.is_whole:
        form.words.errors = [_fault_of(reading)]
        return _page(form, status=400)
    try:
        person_id = _let_in(reading, bring=bool(form.bring.data))
    except TooManyError as locked:
        form.words.errors = [minutes_left(locked)]
        return _page(form, status=429)
    if person_id is None:
        form.words.errors = [_("Bunday soʻzlar bizda yoʻq. Tartibini va har bir soʻzni qogʻozdagi bilan solishtiring.")]
        return _page(form, status=400)
    return redirect(onward(person_id, None), 303)


def _let_in(reading: Reading, *, bring: bool) -> str | None:
    with write_tx():
        try_id = begin_try(f"words {browser_key()}")
        person_id = find_holder(reading.words)
        if person_id is None:
            return None
        settle_try(try_id)
        arrive(person_id, Way.CODE, bring=bring)
    return person_id


def _fault_of(reading: Reading) -> str:
    if len(reading.words) != COUNT:
        return str(_("Oltita soʻz kerak, siz %(count)s ta yozdingiz.", count=len(reading.words)))
    place, typed = reading.unknown[0]
    return str(_("%(place)s-soʻzni tanimadik: «%(word)s». Qogʻozdagi bilan solishtiring.", place=place, word=typed))


def _page(form: WordsForm, *, status: int = 200) -> Response:
    return make_response(render_template("accounts/resume.html", form=form, can_bring=can_bring()), status)
