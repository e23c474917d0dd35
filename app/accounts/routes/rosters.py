"""Lists of people, in and out: a file is read, shown with each doubtful line named, and confirmed; or written."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.places import find_region_name
from app.accounts.queries.rosters import count_lines, get_roster_of, iterate_people, list_doubtful
from app.accounts.routes.room import room
from app.accounts.rules.rosters import COLUMNS, RosterFault
from app.accounts.service.rosters import bring_roster, confirm_roster
from app.infra.audit import record
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Permission, list_reach
from app.kernel.sheets import BadSheetError, SheetProblem, read_sheet, write_sheet
from app.web.room import demand, demand_recent_password
from app.web.viewer import current_viewer

LARGEST_FILE = 20 * 1024 * 1024
SHOWN = 200
"""Doubtful lines on the page; the count says how many there are."""

SHEET_WORDS = {
    SheetProblem.EMPTY: _l("Fayl boʻsh. Birinchi qatorda ustun nomlari, keyin odamlar boʻlsin."),
    SheetProblem.UNREADABLE: _l("Faylni oʻqib boʻlmadi. Uni CSV (UTF-8) koʻrinishida saqlab, qaytadan yuboring."),
    SheetProblem.NO_HEADER: _l("Birinchi qatorda «Ism» va «Telefon» ustunlari topilmadi."),
    SheetProblem.DOUBLE_HEADER: _l("Birinchi qatorda bir ustun ikki marta yozilgan. Bittasini oʻchiring."),
    SheetProblem.BROKEN_QUOTES: _l("Shu qatorda qoʻshtirnoq yopilmagan."),
    SheetProblem.LONG_CELL: _l("Shu qatorda bitta katakdagi matn juda uzun."),
    SheetProblem.TOO_MANY_ROWS: _l("Faylda 100 000 dan ortiq qator bor. Uni boʻlib yuboring."),
}
FAULT_WORDS = {
    RosterFault.NO_NAME: _l("ism yozilmagan"),
    RosterFault.BAD_NAME: _l("ismda harfdan boshqa belgi bor yoki u juda qisqa"),
    RosterFault.NO_LOGIN: _l("telefon yoki e-pochta yozilmagan"),
    RosterFault.BAD_LOGIN: _l("telefon yoki e-pochta notoʻgʻri"),
    RosterFault.BAD_PLACE: _l("bunday viloyat yoki tuman topilmadi"),
    RosterFault.BAD_LANGUAGE: _l("bunday til yoʻq: uz, uz-Cyrl yoki ru yozing"),
    RosterFault.TWICE: _l("bu telefon yoki e-pochta roʻyxatda yuqorida ham bor"),
    RosterFault.KNOWN: _l("hisobi bor, hech narsa oʻzgarmaydi"),
}


@room.page("/<lang:lang>/staff/people/list/", who=Permission.MANAGE_PEOPLE)
def bring(lang: Tag) -> Response:  # noqa: ARG001 - the converter has set the language
    """Choose a file with a list of people."""
    demand(Permission.MANAGE_PEOPLE)
    return _bring_page()


@room.action("/<lang:lang>/staff/people/list/read", who=Permission.MANAGE_PEOPLE, largest=LARGEST_FILE)
def read(lang: Tag) -> AnyResponse:
    """Take a file in; its lines are read by a job, and shown."""
    demand(Permission.MANAGE_PEOPLE)
    sent = request.files.get("file")
    file = sent.read() if sent else b""
    try:
        sheet = read_sheet(file, COLUMNS)
    except BadSheetError as error:
        where = _("%(number)s-qator:", number=error.line) if error.line > 1 else ""
        return _bring_page(error=f"{where} {SHEET_WORDS[error.problem]}".strip(), status=400)
    with write_tx():
        roster_id = bring_roster(str(current_viewer().person_id), file, sheet.ignored)
    return redirect(url_for("accounts.roster", lang=lang, roster=roster_id), 303)


def _bring_page(*, error: str = "", status: int = 200) -> Response:
    return make_response(render_template("accounts/bring.html", error=error), status)


@room.page("/<lang:lang>/staff/people/list/<roster>/", who=Permission.MANAGE_PEOPLE)
def roster(lang: Tag, roster: str) -> str:  # noqa: ARG001 - as above
    """What would come of a list, or what came of it."""
    demand(Permission.MANAGE_PEOPLE)
    found = get_roster_of(roster, str(current_viewer().person_id))
    doubtful = [
        {
            "number": line.number,
            "name": line.name,
            "login": line.login,
            "why": FAULT_WORDS[RosterFault(line.fault or "")],
        }
        for line in list_doubtful(roster, SHOWN)
    ]
    state = "ended" if found.ended_at else "making" if found.confirmed_at else "read" if found.read_at else "reading"
    return render_template(
        "accounts/roster.html",
        roster=roster,
        state=state,
        counts=count_lines(roster),
        doubtful=doubtful,
        ignored=found.ignored,
    )


@room.action("/<lang:lang>/staff/people/list/<roster>/confirm", who=Permission.MANAGE_PEOPLE)
def confirm(lang: Tag, roster: str) -> AnyResponse:
    """Make accounts of the good lines."""
    demand(Permission.MANAGE_PEOPLE)
    get_roster_of(roster, str(current_viewer().person_id))
    with write_tx():
        confirm_roster(roster, str(current_viewer().person_id))
    return redirect(url_for("accounts.roster", lang=lang, roster=roster), 303)


@room.action("/<lang:lang>/staff/people/list/write", who=Permission.FIND_PEOPLE)
def write(lang: Tag) -> AnyResponse:
    """The people in one's reach as a file; that it was taken is written down."""
    demand_recent_password()
    viewer = current_viewer()
    reach = list_reach(viewer.grants, Permission.FIND_PEOPLE)
    headings = [_("Ism"), _("Telefon yoki e-pochta"), _("Viloyat"), _("Tuman"), _("Til")]
    rows = [
        [one.name, one.login, *find_region_name(lang, one.region, one.district), one.language]
        for one in iterate_people(reach)
    ]
    file = write_sheet([headings, *rows])
    with write_tx():
        places = sorted(f"{scope.kind} {scope.key}".strip() for scope in reach)
        record("accounts.people-exported", actor_id=viewer.person_id, rows=len(rows), reach=places)
    response = Response(file, mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="savodxon-people.csv"'
    return response
