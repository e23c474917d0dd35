"""What came of a group and of a centre: numbers on a page, lists in files."""

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.centres.documents.tables import (
    MIMETYPES,
    TABLES,
    FileKind,
    Listing,
    Table,
    attendance_table,
    centre_table,
    file_of,
    results_table,
)
from app.centres.queries.reports import report_centre, report_cohort
from app.centres.queries.teaching import title_of_key
from app.centres.routes.room import get_centre, get_cohort, room, viewer_id
from app.infra.audit import record
from app.infra.database import write_tx
from app.kernel.errors import BadInputError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission

GROUP = "/<lang:lang>/teach/groups/<cohort>/report/"
CENTRE = "/<lang:lang>/teach/centres/<centre>/report/"


@room.page(GROUP, who=Permission.TEACH)
def report(lang: Tag, cohort: str) -> str:
    """A group in numbers, and its lists."""
    told = report_cohort(get_cohort(cohort))
    return render_template(
        "centres/report.html",
        cohort=told.cohort,
        totals=told.totals,
        learns=title_of_key(told.cohort.key, lang),
        attendance=attendance_table(told, lang),
        results=results_table(told, lang),
    )


@room.action(f"{GROUP}file", who=Permission.TEACH)
def export_cohort(lang: Tag, cohort: str) -> AnyResponse:
    """A list of the group as a file; that it was taken is written down."""
    told = report_cohort(get_cohort(cohort))
    listing, kind = _asked()
    with write_tx():
        record("centres.list-exported", actor_id=viewer_id(), cohort=cohort, list=listing.value)
    return _file(TABLES[listing](told, lang), f"{told.cohort.code}-{listing.value}", kind)


@room.page(CENTRE, who=Permission.RUN_CENTRES)
def centre_report(lang: Tag, centre: str) -> str:
    """All groups of a centre in numbers."""
    facts = get_centre(centre)
    reports = report_centre(centre)
    return render_template("centres/centre_report.html", centre=facts, table=centre_table(reports, lang))


@room.action(f"{CENTRE}file", who=Permission.RUN_CENTRES)
def export_centre(lang: Tag, centre: str) -> AnyResponse:
    """The same as a file. It names no person."""
    facts = get_centre(centre)
    _listing, kind = _asked()
    return _file(centre_table(report_centre(centre), lang), f"markaz-{facts.code}", kind)


def _asked() -> tuple[Listing, FileKind]:
    """Which list, written as what. BadInputError for a button that no page of ours has."""
    listing, _dot, kind = request.form.get("file", "").partition(".")
    try:
        return Listing(listing), FileKind(kind)
    except ValueError as error:
        raise BadInputError({"file": "unknown"}) from error


def _file(table: Table, name: str, kind: FileKind) -> Response:
    answer = Response(file_of(table, kind), mimetype=MIMETYPES[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind.value}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
