"""Consent to a notice that has changed since a person agreed: asked once after coming in, calmly."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.consents import find_consent, wants_consent
from app.accounts.routes.room import room
from app.accounts.service.people import record_consent
from app.infra.database import write_tx
from app.kernel.paths import safe_next
from app.kernel.permissions import Circle
from app.web.i18n import current_language
from app.web.viewer import current_viewer


@room.page("/<lang:lang>/me/consent/", who=Circle.SIGNED_IN)
def renew(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """What has changed in the privacy notice; to agree, to read on, or to go."""
    person_id = str(current_viewer().person_id)
    return render_template(
        "accounts/consent.html",
        next=safe_next(request.args.get("next", "")) or "",
        wants=wants_consent(person_id),
        is_first=find_consent(person_id) is None,
    )


@room.action("/<lang:lang>/me/consent/agree", who=Circle.SIGNED_IN)
def agree(lang: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Keep the new consent; the old one stays beside it."""
    person_id = str(current_viewer().person_id)
    with write_tx():
        if wants_consent(person_id):
            record_consent(person_id, current_language().tag)
    return redirect(safe_next(request.form.get("next", "")) or url_for("progress.me"), 303)


def find_detour(person_id: str) -> str | None:
    """After coming in: this page, while the consent is to an older notice."""
    return "accounts.renew" if wants_consent(person_id) else None
