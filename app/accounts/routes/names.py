"""The owner's page for the second spelling of their name: offered, looked through, confirmed; or taken back."""

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.forms.names import SecondNameForm
from app.accounts.queries.names import find_naming
from app.accounts.queries.people import get_profile
from app.accounts.routes.room import room
from app.accounts.rules.names import suggest_second
from app.accounts.service.names import confirm_second_name, drop_second_name
from app.infra.database import write_tx
from app.kernel.permissions import Circle
from app.web.viewer import current_viewer

ADDRESS = "/<lang:lang>/me/second-name/"


@room.page(ADDRESS, who=Circle.SIGNED_IN)
def second_name(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """What was confirmed, or a suggestion in a field that its owner must look through."""
    name = get_profile(_viewer_id()).name
    known = find_naming(_viewer_id(), name).second_name
    return _page(name, SecondNameForm(second_name=known or suggest_second(name)))


@room.route(ADDRESS, methods=["POST"], endpoint="save_second_name", who=Circle.SIGNED_IN)
def save(lang: str) -> AnyResponse:
    """Keep the spelling that its owner has confirmed."""
    name = get_profile(_viewer_id()).name
    form = SecondNameForm.of_request()
    form.name = name
    if not form.validate():
        return _page(name, form, status=400)
    with write_tx():
        confirm_second_name(_viewer_id(), form.second_name.data or "")
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)


@room.action(f"{ADDRESS}remove", who=Circle.SIGNED_IN)
def drop_second(lang: str) -> AnyResponse:
    """From now on certificates carry the name in one script."""
    with write_tx():
        drop_second_name(_viewer_id())
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)


def _viewer_id() -> str:
    return str(current_viewer().person_id)


def _page(name: str, form: SecondNameForm, *, status: int = 200) -> Response:
    known = find_naming(_viewer_id(), name).second_name
    page = render_template(
        "accounts/second_name.html", name=name, known=known, is_possible=bool(suggest_second(name)), form=form
    )
    return make_response(page, status)
