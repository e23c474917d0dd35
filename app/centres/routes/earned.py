"""Certificates on the last day: who has earned what, what is missing, all in one step, one file for the printer."""

from pathlib import Path

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.centres.documents.tables import earning_text
from app.centres.queries.earned import list_due, list_earnings
from app.centres.queries.teaching import certificates_of, title_of_key
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.types.reports import EarningState, MemberEarnings
from app.certificates.service.batches import begin_batch
from app.infra.audit import record
from app.infra.database import write_tx
from app.infra.pdf.joining import join_certificates
from app.infra.storage import get_storage
from app.kernel.locale import Tag
from app.kernel.permissions import Permission

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/groups/<cohort>/certificates/"
REFRESH = "4"
"""Seconds after which the page asks again by itself while a PDF is being made."""


@room.page(ADDRESS, who=WHO)
def earned(lang: Tag, cohort: str) -> Response:
    """Who has what."""
    facts = get_cohort(cohort)
    rows = list_earnings(facts)
    titles = {key: title_of_key(key, lang) for key in certificates_of(facts)}
    waits = any(one.state is EarningState.PREPARING for row in rows for one in row.by_key.values())
    page = render_template(
        "centres/earned.html",
        cohort=facts,
        is_given=bool(titles),
        rows=[_view(row, titles) for row in rows],
        due=sum(one.state is EarningState.DUE for row in rows for one in row.by_key.values()),
        held=len(_files(rows)),
        is_waiting=waits,
    )
    answer = make_response(page)
    if waits:
        answer.headers["Refresh"] = REFRESH
    return answer


@room.action(f"{ADDRESS}issue", who=WHO)
def issue_all(lang: Tag, cohort: str) -> AnyResponse:
    """Issue all that is earned. Whoever has a certificate keeps it, and gets no second one."""
    facts = get_cohort(cohort)
    due = list_due(facts)
    with write_tx():
        for key, people in due.items():
            begin_batch(key, people, title=facts.title, by=viewer_id())
    return redirect(url_for("centres.earned", lang=lang, cohort=cohort), 303)


@room.action(f"{ADDRESS}print", who=WHO)
def print_earned(lang: Tag, cohort: str) -> AnyResponse:
    """All PDFs of the group as one file for a printer; it is kept nowhere."""
    facts = get_cohort(cohort)
    files = _files(list_earnings(facts))
    if not files:
        return redirect(url_for("centres.earned", lang=lang, cohort=cohort), 303)
    per_page = 2 if request.form.get("is_small") else 1
    with write_tx():
        record("centres.certificates-printed", actor_id=viewer_id(), cohort=cohort, count=len(files))
    printed = join_certificates(files, per_page=per_page, has_cut_marks=per_page > 1)
    answer = Response(printed, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="sertifikatlar-{facts.code}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _view(row: MemberEarnings, titles: dict[str, str]) -> dict[str, object]:
    """A member with what they hold, and what each of the others lacks."""
    said = [
        (earning.state, {"title": title, "facts": earning})
        for key, title in titles.items()
        if (earning := row.by_key[key])
    ]
    lacks: dict[str, list[str]] = {}
    for state, view in said:
        if state is not EarningState.HELD:
            lacks.setdefault(earning_text(state), []).append(str(view["title"]))
    return {
        "name": row.member.name,
        "held": [view for state, view in said if state is EarningState.HELD],
        "lacks": lacks,
    }


def _files(rows: list[MemberEarnings]) -> list[Path]:
    """The PDFs that are there, member by member."""
    storage = get_storage()
    digests = [one.digest for row in rows for one in row.by_key.values() if one.digest]
    return [path for digest in digests if (path := storage.find_path(digest)) is not None]
