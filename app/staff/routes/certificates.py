"""Ending a certificate that is wrong: corrected by a new one, or revoked. In two steps, with a reason for everybody."""

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.staff import find_card
from app.certificates.queries.offers import title_of
from app.certificates.queries.records import get_certificate
from app.certificates.service.correcting import correct_certificate, preview_correction, revoke_certificate
from app.certificates.types import CertificateRecord, Correction, NothingChangedError, NotInForceError
from app.infra.database import write_tx
from app.kernel.errors import ForbiddenError
from app.kernel.permissions import Permission
from app.staff.forms import CorrectForm, ReasonForm
from app.staff.routes.room import places_of, room, viewer_id
from app.web.room import demand, demand_recent_password

WHO = Permission.REVOKE_CERTIFICATES
CORRECT = "/<lang:lang>/staff/certificates/<code>/correct/"
REVOKE = "/<lang:lang>/staff/certificates/<code>/revoke/"
DO = "do"


@room.page(CORRECT, who=WHO)
def correct(lang: str, code: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """What is wrong on it? The name is offered as the account has it now."""
    record = _of_another(code)
    card = find_card(record.person_id)
    return _correct_page(record, CorrectForm(name=card.name if card else record.name))


@room.route(CORRECT, methods=["POST"], endpoint="corrected", who=WHO)
def corrected(lang: str, code: str) -> AnyResponse:
    """First both beside each other, then the new one is issued."""
    record = _of_another(code)
    form = CorrectForm.of_request()
    if not form.validate():
        return _correct_page(record, form, status=400)
    title = _new_title(record) if form.takes_title.data else record.course_title
    correction = Correction(name=form.name.data or "", title=title, reason=form.reason.data or "")
    try:
        new = preview_correction(record.code, correction)
        if form.step.data != DO:
            return make_response(render_template("staff/corrected.html", old=record, new=new, form=form))
        with write_tx():
            made = correct_certificate(record.code, correction, by=viewer_id())
    except NothingChangedError:
        form.name.errors = [_("Hech narsa oʻzgarmadi: yangisi eskisining oʻzi boʻlib qoladi.")]
        return _correct_page(record, form, status=409)
    return redirect(url_for("certificates.verify", lang=lang, code=made), 303)


@room.page(REVOKE, who=WHO)
def revoke(lang: str, code: str) -> Response:  # noqa: ARG001 - as above
    """Why?"""
    return _revoke_page(_of_another(code), ReasonForm())


@room.route(REVOKE, methods=["POST"], endpoint="revoked", who=WHO)
def revoked(lang: str, code: str) -> AnyResponse:
    """First asked once more, then revoked."""
    record = _of_another(code)
    form = ReasonForm.of_request()
    if not form.validate():
        return _revoke_page(record, form, status=400)
    if form.step.data != DO:
        return _revoke_page(record, form, is_last=True)
    with write_tx():
        revoke_certificate(record.code, form.reason.data or "", by=viewer_id())
    return redirect(url_for("certificates.verify", lang=lang, code=record.code), 303)


def _of_another(code: str) -> CertificateRecord:
    """A certificate in force of somebody in the viewer's reach. One without an owner is the whole site's.

    UnknownCodeError, NotFoundError, NotInForceError; ForbiddenError for one's own.
    """
    record = get_certificate(code)
    card = find_card(record.person_id)
    demand(WHO, *(places_of(card) if card else ()))
    if card is not None and card.person_id == viewer_id():
        raise ForbiddenError
    demand_recent_password()
    if not record.is_in_force:
        raise NotInForceError
    return record


def _new_title(record: CertificateRecord) -> str:
    """What its course or path is called now, in its own language."""
    return title_of(record.course_key, record.language)


def _correct_page(record: CertificateRecord, form: CorrectForm, *, status: int = 200) -> Response:
    new_title = _new_title(record)
    shown: dict[str, Any] = {"record": record, "form": form}
    shown["new_title"] = new_title if new_title not in {record.course_title, record.course_key} else ""
    return make_response(render_template("staff/correct.html", **shown), status)


def _revoke_page(record: CertificateRecord, form: ReasonForm, *, is_last: bool = False, status: int = 200) -> Response:
    return make_response(render_template("staff/revoke.html", record=record, form=form, is_last=is_last), status)
