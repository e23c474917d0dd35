"""Pages on one's own data: what the site keeps, all of mine in one file, and being erased."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.consents import find_consent
from app.infra.database import write_tx
from app.infra.vault import get_vault
from app.kernel.errors import NotFoundError
from app.kernel.locale import RU
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.privacy.documents.declared import list_groups
from app.privacy.documents.sheets import RELATIONS
from app.privacy.forms import EraseForm
from app.privacy.queries import find_export, find_wish, list_duties
from app.privacy.service import ask_export, fetch_export, wish_erasure, withdraw_wish
from app.web.i18n import current_language
from app.web.pages import in_each_language, moment_text
from app.web.roles import role_name
from app.web.room import Room, demand_recent_password
from app.web.viewer import current_viewer

room = Room("privacy", __name__)


@room.page("/<lang:lang>/privacy/data/", who=Circle.EVERYONE, prebuilt=in_each_language)
def declared(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """Every kind of personal data that the site keeps: what, why, until when."""
    return render_template("privacy/declared.html", groups=list_groups())


@room.page("/<lang:lang>/me/data/", who=Circle.EVERYONE)
def mine(lang: str) -> str:  # noqa: ARG001 - as above
    """My data: to have them, what I agreed to, the way to be erased."""
    demand_recent_password()
    person_id = current_viewer().person_id
    export = find_export(person_id) if person_id else None
    consent = find_consent(person_id) if person_id else None
    return render_template(
        "privacy/mine.html",
        export=export,
        until=moment_text(export.until) if export and export.until else "",
        asked=moment_text(export.asked_at) if export else "",
        consent=consent,
        relation=RELATIONS[consent.parent.relation] if consent and consent.parent else "",
        given=moment_text(consent.given_at) if consent else "",
        wish=find_wish(person_id) if person_id else None,
    )


@room.action("/<lang:lang>/me/data/ask", who=Circle.EVERYONE)
def ask(lang: str) -> AnyResponse:
    """Have the archive made."""
    demand_recent_password()
    with write_tx():
        ask_export(_person_id(), current_language().tag)
    return redirect(url_for("privacy.mine", lang=lang), 303)


@room.action("/<lang:lang>/me/data/fetch", who=Circle.EVERYONE)
def fetch(lang: str) -> Response:  # noqa: ARG001 - as above
    """The archive, once."""
    demand_recent_password()
    with write_tx():
        file_token = fetch_export(_person_id())
    response = Response(get_vault().get(file_token), mimetype="application/zip")
    name = "savodxon-moi-dannye" if current_language().tag == RU else "savodxon-malumotlarim"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


@room.page("/<lang:lang>/me/delete/", who=Circle.EVERYONE)
def leave(lang: str) -> str:  # noqa: ARG001 - as above
    """What goes and what stays when I am erased; or, when I have wished it, how to change my mind."""
    person_id = current_viewer().person_id
    if person_id is None or find_wish(person_id) is None:
        demand_recent_password()
    return _leave_page(EraseForm())


@room.route("/<lang:lang>/me/delete/", methods=["POST"], endpoint="wish", who=Circle.EVERYONE)
def wish(lang: str) -> AnyResponse:
    """Erase me in 14 days."""
    demand_recent_password()
    form = EraseForm.of_request()
    if not form.validate():
        return make_response(_leave_page(form), 400)
    with write_tx():
        wish_erasure(_person_id())
    return redirect(url_for("privacy.leave", lang=lang), 303)


@room.action("/<lang:lang>/me/delete/stay", who=Circle.EVERYONE)
def stay(lang: str) -> AnyResponse:
    """I have changed my mind."""
    with write_tx():
        withdraw_wish(_person_id())
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)


def _leave_page(form: EraseForm) -> str:
    person_id = current_viewer().person_id
    standing = find_wish(person_id) if person_id else None
    return render_template(
        "privacy/leave.html",
        form=form,
        has_data=person_id is not None,
        duties=[role_name(role) for role in (list_duties(person_id) if person_id else ())],
        wish=standing,
        next=safe_next(request.args.get("next", "")) or url_for("progress.me"),
    )


def _person_id() -> str:
    """Whoever asks; NotFoundError for a browser that we know nothing of."""
    person_id = current_viewer().person_id
    if person_id is None:
        raise NotFoundError
    return person_id


def find_detour(person_id: str) -> str | None:
    """After coming in: the page to change one's mind on, while the time for it runs."""
    return "privacy.leave" if find_wish(person_id) else None
