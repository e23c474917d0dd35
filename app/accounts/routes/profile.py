"""What a person may change about themselves."""

from typing import Any

from flask import make_response, redirect, render_template, url_for

from app.accounts.forms.profile import ProfileForm
from app.accounts.queries.people import get_profile
from app.accounts.routes.room import room
from app.accounts.service.people import edit_profile, set_language
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.web.viewer import current_viewer


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
