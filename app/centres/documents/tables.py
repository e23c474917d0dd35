"""Lists of a group as tables, for a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from flask_babel import gettext as _

from app.centres.documents.presence import presence_text
from app.centres.queries.attendance import list_attendance
from app.centres.queries.members import list_members
from app.centres.queries.teaching import certificates_of, courses_of, title_of_key
from app.centres.rules.reporting import count_there
from app.centres.types.reports import CohortReport, EarningState
from app.infra.workbooks import write_workbook
from app.kernel import clock
from app.kernel.dates import format_date
from app.kernel.locale import Tag
from app.kernel.sheets import write_sheet

Table = list[Sequence[str]]


class Listing(StrEnum):
    """A list of a group."""

    PEOPLE = "people"
    ATTENDANCE = "attendance"
    RESULTS = "results"


class FileKind(StrEnum):
    """What it is written as."""

    CSV = "csv"
    XLSX = "xlsx"


MIMETYPES = {
    FileKind.CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(table: Table, kind: FileKind) -> bytes:
    """The table as a file in which no cell is a formula."""
    return write_workbook(table) if kind is FileKind.XLSX else write_sheet(table)


def earning_text(state: EarningState) -> str:
    """How somebody stands, in words."""
    words = {
        EarningState.HELD: _("berilgan"),
        EarningState.PREPARING: _("tayyorlanmoqda"),
        EarningState.DUE: _("berishga tayyor"),
        EarningState.WAITS: _("testni trener tasdiqlashi kerak"),
        EarningState.REFUSED: _("test talabdagidek oʻtmagan"),
        EarningState.REVOKED: _("bekor qilingan"),
        EarningState.NOT_PASSED: _("testdan oʻtmagan"),
        EarningState.NOT_GIVEN: _("hozir berilmaydi"),
    }
    return str(words[state])


def people_table(report: CohortReport, tag: Tag) -> Table:
    """Who learns in the group."""
    rows = [
        (one.name, one.phone, format_date(clock.day_of(one.joined_at), tag)) for one in list_members(report.cohort.id)
    ]
    return [(_("Ism"), _("Telefon"), _("Qoʻshilgan")), *rows]


def attendance_table(report: CohortReport, tag: Tag) -> Table:  # noqa: ARG001 - a table of any listing takes a tag
    """Who came when; guests of each meeting stand below the members."""
    heading = [_("Ism"), *(f"{clock.day_of(one.begins_at):%d.%m.%Y}" for one in report.meetings), _("Jami kelgan")]
    people = [(row.member.person_id, row.member.name) for row in report.earnings]
    return [heading, *(_attended(report, *one) for one in [*people, *_guests(report)])]


def _attended(report: CohortReport, who: str, name: str) -> list[str]:
    marks = [report.presence.get(meeting.id, {}).get(who) for meeting in report.meetings]
    return [name, *(presence_text(one) if one else "\N{EN DASH}" for one in marks), str(count_there(marks))]


def _guests(report: CohortReport) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for meeting in report.meetings:
        for one in list_attendance(meeting.id):
            if not one.is_member:
                found.setdefault(one.subject, _("%(name)s (mehmon)", name=one.name or "\N{EN DASH}"))
    return list(found.items())


def results_table(report: CohortReport, tag: Tag) -> Table:
    """What each has passed and earned."""
    courses, keys = courses_of(report.cohort), certificates_of(report.cohort)
    heading = [
        _("Ism"),
        *(_("Test, foiz: %(title)s", title=title_of_key(course.key, tag)) for course in courses),
        *(_("Sertifikat: %(title)s", title=title_of_key(key, tag)) for key in keys),
    ]
    rows = [
        [
            row.member.name,
            *(str(row.passes.get(course.key, "")) for course in courses),
            *(row.by_key[key].code or earning_text(row.by_key[key].state) for key in keys),
        ]
        for row in report.earnings
    ]
    return [heading, *rows]


TABLES: Mapping[Listing, Callable[[CohortReport, Tag], Table]] = {
    Listing.PEOPLE: people_table,
    Listing.ATTENDANCE: attendance_table,
    Listing.RESULTS: results_table,
}


def centre_table(reports: Sequence[CohortReport], tag: Tag) -> Table:
    """The groups of a centre in numbers."""
    heading = [
        _("Guruh"),
        _("Nima oʻrganiladi"),
        _("Birinchi kun"),
        _("Oxirgi kun"),
        _("Odamlar"),
        _("Oʻtgan uchrashuvlar"),
        _("Davomat, foiz"),
        _("Mehmonlar"),
        _("Testdan oʻtganlar"),
        _("Sertifikatlar"),
    ]
    rows = [
        [
            one.cohort.title,
            title_of_key(one.cohort.key, tag),
            one.cohort.starts_on.isoformat(),
            one.cohort.ends_on.isoformat(),
            *(
                "" if number is None else str(number)
                for number in (
                    one.totals.members,
                    one.totals.meetings,
                    one.totals.attendance,
                    one.totals.guests,
                    one.totals.passed,
                    one.totals.certificates,
                )
            ),
        ]
        for one in reports
    ]
    return [heading, *rows]
