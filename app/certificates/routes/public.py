"""A certificate's public page and PDF, and the owner's choice to hide it. These addresses are printed: they stay."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from app.certificates.forms import CodeForm
from app.certificates.queries.records import get_certificate, is_owner
from app.certificates.routes.room import room
from app.certificates.rules.codes import normalise_code
from app.certificates.service.keeping import hide_certificate
from app.certificates.types import CertificateRecord, UnknownCodeError, WithdrawnError
from app.infra.database import write_tx
from app.infra.storage import get_storage
from app.kernel.permissions import Circle
from app.web.viewer import current_viewer

LONGEST_SHOWN = 40


@room.page("/c/<code>", who=Circle.EVERYONE)
def verify(code: str) -> Response:
    """Whether a certificate is real, for anyone."""
    try:
        record = get_certificate(code)
    except UnknownCodeError:
        page = render_template("certificates/verify.html", state="unknown", code=_shown(code), certificate=None)
        return make_response(page, 404)
    return make_response(
        render_template(
            "certificates/verify.html", state=record.state.value, code=record.code, certificate=view_of(record)
        )
    )


def _shown(typed: str) -> str:
    """What somebody typed for a code, fit to stand on a page."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in typed[:LONGEST_SHOWN])


def view_of(record: CertificateRecord) -> dict[str, object]:
    """What `_facts.html` and `verify.html` show of a certificate: no more than stands on it."""
    is_open = record.pdf_digest is not None and record.is_in_force and not (record.is_hidden or record.is_nameless)
    return {
        "name": None if record.is_hidden else record.name,
        "is_nameless": record.is_nameless,
        "kind": record.kind.value,
        "title": record.course_title,
        "parts": record.parts,
        "issued_on": record.issued_on,
        "minutes": record.minutes,
        "percent": record.percent,
        "voucher": record.voucher.value,
        "voucher_name": record.voucher_name,
        "is_supervised": record.is_supervised,
        "is_unassisted": record.is_unassisted,
        "second_name": "" if record.is_hidden or record.is_nameless else record.second_name,
        "has_pdf": is_open,
        "has_credential": is_open,
        "gone_on": record.revoked_on or record.replaced_on,
        "reason": record.reason,
        "replaced_by": record.replaced_by,
    }


@room.page("/c/<code>.pdf", who=Circle.EVERYONE)
def pdf(code: str) -> AnyResponse:
    """The PDF, the same bytes each time; gone when it holds no longer, its owner was erased, or hid it from others."""
    record = get_certificate(code)
    is_gone = not record.is_in_force or record.is_nameless
    if is_gone or (record.is_hidden and not is_owner(record, current_viewer().person_id)):
        raise WithdrawnError
    if record.pdf_digest is None:
        return redirect(url_for("certificates.verify", code=record.code), 303)
    response = Response(get_storage().get(record.pdf_digest), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="savodxon-{record.code}.pdf"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(record.pdf_digest)
    return response.make_conditional(request)


@room.page("/<lang:lang>/check/", who=Circle.EVERYONE)
def check(lang: str) -> AnyResponse:
    """Type a code; a well-formed one leads to its page."""
    form = CodeForm(request.args if "code" in request.args else MultiDict())
    if "code" in request.args and form.validate():
        code = normalise_code(form.code.data or "") or ""
        return redirect(url_for("certificates.verify", code=code, lang=lang), 303)
    return make_response(render_template("certificates/check.html", form=form), 400 if form.errors else 200)


@room.action("/<lang:lang>/me/certificates/hide", who=Circle.SIGNED_IN)
def hide(lang: str) -> AnyResponse:
    """The owner hides a certificate, or shows it again."""
    with write_tx():
        hide_certificate(
            str(current_viewer().person_id),
            request.form.get("code", ""),
            is_hidden=bool(request.form.get("is_hidden")),
        )
    return redirect(url_for("progress.me", lang=lang, saved="1"), 303)
