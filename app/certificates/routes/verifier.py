"""`/v`: the page that checks a certificate in the reader's own browser, without internet once it was opened.

The seal stands behind the `#` and never reaches us. A browser that cannot check a PDF by itself sends it here: it is
read, nothing of it is kept.
"""

import hashlib
import json
from contextlib import closing
from datetime import date

from flask import Response, current_app, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.certificates.queries.records import get_certificate
from app.certificates.routes.public import view_of
from app.certificates.routes.room import room
from app.certificates.routes.turnstile import Turnstile
from app.certificates.types import UnknownCodeError
from app.kernel.dates import format_date
from app.kernel.permissions import Circle
from app.seals.service.checking import read_paper
from app.seals.types.facts import SealFacts
from app.seals.types.papers import PaperFlaw
from app.web.assets import asset_path, assets
from app.web.i18n import current_language, in_language, offered

WEEK = 7 * 24 * 3600
"""Seconds for which a browser may keep the page where no worker keeps it."""
LARGEST_PDF = 5 * 1024 * 1024
ENVELOPE = 64 * 1024
"""What a form adds around its file."""
SCRIPTS = ("verify.js", "ed25519.js", "verify-file.js", "qr-reader.js")
MONTHS = 12

readers = Turnstile(at_once=2, a_minute=60)


@room.page("/v", who=Circle.EVERYONE, for_all=True)
def verifier() -> AnyResponse:
    """The verifier, the same for everybody who reads this language."""
    response = make_response(_page())
    response.headers["Cache-Control"] = f"public, max-age={WEEK}"
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.add_etag(weak=True)
    return response.make_conditional(request)


def _page() -> str:
    return render_template("certificates/verifier.html", issuer=current_app.config["PUBLIC_URL"], months=_months())


def _months() -> str:
    """Each month's eleventh of the year 2000, as people write it here: a pattern for the script."""
    return "|".join(format_date(date(2000, month, 11), current_language().tag) for month in range(1, MONTHS + 1))


@room.page("/v/worker.js", who=Circle.EVERYONE, for_all=True)
def worker() -> Response:
    """Keeps the page and its scripts in the browser. It changes with any of them, and then keeps them anew."""
    pages = [url_for("certificates.verifier"), *(url_for("certificates.verifier", lang=tag) for tag in offered())]
    kept = [*pages, *(asset_path(name) for name in (*SCRIPTS, "icon.svg"))]
    script = f"const NAME = {json.dumps('verifier ' + _digest())}, KEPT = {json.dumps(kept)};\n"
    response = Response(script + assets()["verify-worker.js"].body.decode(), mimetype="text/javascript")
    response.headers.update({"Cache-Control": "no-cache", "Service-Worker-Allowed": url_for("certificates.verifier")})
    return response


def _digest() -> str:
    """Names the pages as they are now, in all languages."""
    state = hashlib.sha256()
    for tag in offered():
        with in_language(tag):
            state.update(_page().encode())
    return state.hexdigest()[:16]


@room.action(
    "/v/file", who=Circle.EVERYONE, open_post=True, for_strangers=True, way_out=True, largest=LARGEST_PDF + ENVELOPE
)
def read_file() -> Response:
    """Check a PDF here, for a browser that cannot. Nothing of it is kept or logged."""
    sent = request.files.get("file")
    pdf = b""
    if sent is not None:
        with closing(sent):
            pdf = sent.read()
    if not pdf or len(pdf) > LARGEST_PDF:
        return _said("empty" if not pdf else "too-large", status=400)
    if b"%PDF-" not in pdf[:1024]:
        return _said("not-pdf", status=400)
    with readers.one():
        reading = read_paper(pdf)
    facts = reading.seal.facts if reading.seal else None
    if facts is None or not reading.is_genuine:
        return _said(str(next(iter(reading.flaws), PaperFlaw.NO_SEAL)))
    try:
        record = get_certificate(facts.code)
    except UnknownCodeError:
        return _said("", state="unchecked", code=facts.code, certificate=_view_of_seal(facts))
    return _said("", state=record.state.value, code=record.code, certificate=view_of(record) | _view_of_seal(facts))


def _said(flaw: str, *, status: int = 200, **known: object) -> Response:
    page = render_template("certificates/paper.html", flaw=flaw, **{"state": "bad", "certificate": None} | known)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _view_of_seal(facts: SealFacts) -> dict[str, object]:
    """What the seal says for itself: whoever holds the file has read the name already."""
    return {
        "name": facts.name,
        "is_nameless": False,
        "kind": str(facts.kind),
        "title": facts.title,
        "issued_on": facts.issued_on,
        "minutes": facts.minutes,
        "percent": facts.percent,
        "voucher": str(facts.voucher),
        "voucher_name": facts.voucher_name,
        "is_supervised": facts.is_supervised,
        "is_unassisted": facts.is_unassisted,
    }
