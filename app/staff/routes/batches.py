"""Certificates for many at once: who, how far it is, what became of each, and all files in one."""

from collections.abc import Iterator
from pathlib import Path

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.certificates.queries.batches import PAGE, get_batch, list_batches, list_members
from app.certificates.queries.offers import courses_behind, list_offered, title_of
from app.certificates.service.batches import begin_batch, note_fetched
from app.certificates.types import BatchFacts, Member, Outcome
from app.infra.database import write_tx
from app.infra.pdf.joining import join_certificates
from app.infra.storage import MissingFileError, Storage, get_storage
from app.infra.zips import Entry, stream_zip
from app.kernel import clock
from app.kernel.errors import BadInputError
from app.kernel.permissions import Permission
from app.kernel.sheets import write_sheet
from app.progress.queries import list_who_passed
from app.staff.forms import BatchForm
from app.staff.routes.room import asked_page, room, viewer_id
from app.staff.routes.words import outcome_text
from app.web.pages import moment_text
from app.web.room import demand

WHO = Permission.ISSUE_CERTIFICATES
ADDRESS = "/<lang:lang>/staff/batches/"
SHEETS = 300
"""Certificates in one file for a printer: as many as a tray holds, and done in a second or two."""
MOST_PARTS = 100
REFRESH = "5"
"""Seconds after which a browser asks again by itself, with or without scripts, while there is something to wait for."""


@room.page(ADDRESS, who=WHO)
def batches(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The latest batches, and the form for a new one."""
    demand(WHO)
    return _batches_page(BatchForm())


@room.route(ADDRESS, methods=["POST"], endpoint="begin_batch", who=WHO)
def begin(lang: str) -> AnyResponse:
    """Have certificates issued."""
    demand(WHO)
    form = BatchForm.of_request()
    form.key.choices = _offers()
    if not form.validate():
        return _batches_page(form, status=400)
    key, begins_at = str(form.key.data), form.begins_at
    people = list_who_passed(courses_behind(key), begins_at) if begins_at else form.ids
    try:
        with write_tx():
            batch_id = begin_batch(key, people, title=form.title.data or "", by=viewer_id())
    except BadInputError:
        form.key.errors = [_("Bunday odam yoʻq, yoki ular juda koʻp: 20 000 tagacha boʻlsin.")]
        return _batches_page(form, status=400)
    return redirect(url_for("staff.batch", lang=lang, batch=batch_id), 303)


@room.page(f"{ADDRESS}<batch>/", who=WHO)
def batch(lang: str, batch: str) -> Response:  # noqa: ARG001 - as above
    """How far it is, and its people; it asks again by itself until all is there."""
    demand(WHO)
    page, facts = asked_page(), get_batch(batch)
    shown = list_members(batch, page=page)
    answer = make_response(
        render_template(
            "staff/batch.html",
            batch=_view(facts),
            parts=range(1, -(-facts.printed // SHEETS) + 1),
            rows=[{"person": one, "outcome": outcome_text(one.outcome)} for one in shown],
            pages={
                "previous": url_for("staff.batch", batch=batch, page=page - 1) if page > 1 else None,
                "next": url_for("staff.batch", batch=batch, page=page + 1) if page * PAGE < facts.total else None,
            },
        )
    )
    if not facts.is_done:
        answer.headers["Refresh"] = REFRESH
    return answer


@room.action(f"{ADDRESS}<batch>/zip", who=WHO)
def fetch_batch(lang: str, batch: str) -> AnyResponse:  # noqa: ARG001 - as above
    """All PDFs of a batch and the list of its people, sent as they are read: nothing is kept for it."""
    demand(WHO)
    facts = get_batch(batch)
    members = list_members(batch)
    words = {one.place: outcome_text(one.outcome) for one in members}
    heading = (_("Tartib raqami"), _("Ism"), _("Kod"), _("Nima boʻldi"), _("Fayl"))
    with write_tx():
        note_fetched(batch, by=viewer_id())
    answer = Response(stream_zip(_entries(get_storage(), facts, members, words, heading)), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="sertifikatlar-{facts.id[-6:]}.zip"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@room.action(f"{ADDRESS}<batch>/print", who=WHO)
def print_batch(lang: str, batch: str) -> AnyResponse:
    """A part of a batch's certificates as one PDF for a printer, a copy without signatures; it is kept nowhere."""
    demand(WHO)
    files = list(_files(get_storage(), list_members(batch)))
    part = request.form.get("part", type=int, default=1)
    chosen = files[(part - 1) * SHEETS : part * SHEETS] if 1 <= part <= MOST_PARTS else []
    if not chosen:
        return redirect(url_for("staff.batch", lang=lang, batch=batch), 303)
    per_page = 2 if request.form.get("is_small") else 1
    with write_tx():
        note_fetched(batch, by=viewer_id())
    answer = Response(
        join_certificates(chosen, per_page=per_page, has_cut_marks=per_page > 1), mimetype="application/pdf"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="sertifikatlar-{batch[-6:]}-{part}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _files(storage: Storage, members: list[Member]) -> Iterator[Path]:
    found = (storage.find_path(one.digest) for one in members if one.digest)
    return (path for path in found if path)


def _entries(
    storage: Storage, facts: BatchFacts, members: list[Member], words: dict[int, str], heading: tuple[str, ...]
) -> Iterator[Entry]:
    """The PDFs, then the list, which says of each person whether a file is there."""
    day = clock.day_of(facts.asked_at)
    rows: list[tuple[str, ...]] = [heading]
    for one in members:
        name = f"{one.place:05}-{one.code}.pdf" if one.digest else ""
        if one.digest:
            try:
                yield Entry(name=name, data=storage.get(one.digest), made_on=day)
            except MissingFileError:
                name = ""
        rows.append((str(one.place), one.name, one.code, words[one.place], name))
    yield Entry(name="royxat.csv", data=write_sheet(rows), made_on=day)


def _offers() -> list[tuple[str, str]]:
    return [("", _("Tanlang")), *((key, title_of(key)) for key in list_offered())]


def _batches_page(form: BatchForm, *, status: int = 200) -> Response:
    form.key.choices = _offers()
    page = render_template("staff/batches.html", form=form, rows=[_view(one) for one in list_batches()])
    return make_response(page, status)


def _view(facts: BatchFacts) -> dict[str, object]:
    return {
        "facts": facts,
        "course": title_of(facts.key),
        "asked": moment_text(facts.asked_at),
        "counts": [(outcome_text(one), facts.counts[one]) for one in Outcome if facts.counts.get(one)],
    }
