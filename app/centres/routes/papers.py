"""Answer sheets typed in: one row a learner, checked as it is left, graded as it is saved."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from app.centres.queries.members import list_members
from app.centres.queries.papers import find_entry, find_sheet, get_sheet, list_entries, list_unentered
from app.centres.queries.places import get_cohort as get_any_cohort
from app.centres.queries.places import list_meetings
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.rules.codes import SHEET, read_code
from app.centres.service.papers import Doubt, Reading, enter_sheet, read_sheet
from app.centres.types.papers import EnteredOtherwiseError, EntryFacts, SheetFacts
from app.centres.types.places import CohortFacts
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.permissions import Permission, may
from app.quizzes.queries.papers import full_length, list_grades, list_questions, sample_of
from app.quizzes.types.grades import Grade
from app.quizzes.types.sheets import CellProblem, ReadCell
from app.web.forms import is_shown
from app.web.pages import moment_text
from app.web.viewer import current_viewer

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/groups/<cohort>/papers/"
LONGEST = 500


@room.page(ADDRESS, who=WHO)
def papers(lang: str, cohort: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """The sheets that wait to be entered, or the one whose code was typed."""
    return _page(get_cohort(cohort))


@room.action(f"{ADDRESS}<sheet>/", who=WHO)
def enter_paper(lang: str, cohort: str, sheet: str) -> AnyResponse:
    """Save a row. What is doubtful comes back, named, and nothing of it is saved."""
    group, found = _mine(cohort, sheet)
    typed = _typed(found)
    reading = _reading(found, typed)
    is_sure = bool(request.form.get("sure"))
    if not reading.is_sound or (reading.doubts and not is_sure):
        return _page(group, shown=found, typed=typed, reading=reading)
    meeting = request.form.get("meeting", "")
    try:
        with write_tx():
            enter_sheet(found, reading, typed, meeting_id=meeting, by=viewer_id())
    except EnteredOtherwiseError:
        return _page(group, shown=found, typed=typed, reading=reading, is_other=True)
    return redirect(url_for("centres.papers", lang=lang, cohort=cohort, meeting=meeting or None, done=found.code), 303)


@room.action(f"{ADDRESS}<sheet>/check", who=WHO)
def check_paper(lang: str, cohort: str, sheet: str) -> AnyResponse:  # noqa: ARG001 - as above
    """What is doubtful in a row, for the script that asks when the row is left; nothing is kept."""
    _group, found = _mine(cohort, sheet)
    reading = _reading(found, _typed(found))
    return jsonify(cells={str(one.number): say(one) for one in reading.cells if one.problem})


def _mine(cohort: str, sheet: str) -> tuple[CohortFacts, SheetFacts]:
    group, found = get_cohort(cohort), get_sheet(sheet)
    if found.cohort_id != group.id:
        raise NotFoundError
    return group, found


def _typed(sheet: SheetFacts) -> dict[int, str]:
    """What stands in the fields, by number; in a row pasted into the first field, parts stand one after another."""
    numbers = [one.number for one in list_questions(sheet.quiz_digest, sheet.seed)]
    return {number: request.form.get(f"q{number}", "")[:LONGEST].strip() for number in numbers}


def _reading(sheet: SheetFacts, typed: Mapping[int, str]) -> Reading:
    person_id, variant = request.form.get("person", ""), request.form.get("variant", "")[:8]
    return read_sheet(sheet, typed, person_id=person_id, variant=variant)


def _page(
    cohort: CohortFacts,
    *,
    shown: SheetFacts | None = None,
    typed: Mapping[int, str] | None = None,
    reading: Reading | None = None,
    is_other: bool = False,
) -> Response:
    waiting, entries = list_unentered(cohort.id), list_entries(cohort.id)
    code, notice, extra = request.args.get("code", "").strip(), None, None
    if code and shown is None:
        notice, extra = _look_up(cohort, code)
    rows = [extra] if extra else [] if code and shown is None else waiting
    if shown is not None:
        rows = [shown, *(one for one in waiting if one.id != shown.id)]
    members = list_members(cohort.id)
    grades = list_grades([one.attempt_id for one in entries])
    names, saved = {one.person_id: one.name for one in members}, request.args.get("done", "")
    page = render_template(
        "centres/papers.html",
        cohort=cohort,
        rows=[_row(one, names, typed if one == shown else None, reading if one == shown else None) for one in rows],
        other=_other(shown, names) if is_other and shown else None,
        notice=notice,
        code="".join(char for char in code[:60] if is_shown(char)),
        members=members,
        days=_days(cohort),
        meeting=request.values.get("meeting", ""),
        done=next((_entered(one, names, grades) for one in entries if one.code == saved), None),
        entered=[_entered(one, names, grades) for one in entries],
        has_errors=reading is not None,
        goes_on=reading is not None or bool(saved),
    )
    return make_response(page, 400 if reading else 200)


def _look_up(cohort: CohortFacts, typed: str) -> tuple[str | dict[str, str], SheetFacts | None]:
    """The sheet of this group with a code, or in words why there is none to enter."""
    code = read_code(typed, SHEET)
    sheet = find_sheet(code) if code else None
    if sheet is None:
        return str(_("Bunday kodli varaq yoʻq. Kodni varaqdan qaytadan yozing: 12 ta harf va raqam.")), None
    if sheet.cohort_id != cohort.id:
        other = get_any_cohort(sheet.cohort_id)
        words = str(_("Bu varaq boshqa guruhniki: %(group)s, %(centre)s.", group=other.title, centre=other.centre.name))
        if not may(current_viewer().grants, WHO, *other.places):
            return " ".join((words, _("Uni shu guruhning treneri kiritadi."))), None
        return {"words": words, "url": url_for("centres.papers", cohort=other.id, code=sheet.code)}, None
    entry = find_entry(sheet.id)
    if entry is not None:
        when = moment_text(entry.entered_at)
        return str(
            _("Bu varaq %(when)s kiritilgan. Javoblarni qayta yozsangiz, solishtirib beramiz.", when=when)
        ), sheet
    return "", sheet


def _row(
    sheet: SheetFacts, names: Mapping[str, str], typed: Mapping[int, str] | None, reading: Reading | None
) -> dict[str, Any]:
    cells = {one.number: one for one in reading.cells} if reading else {}
    variant = request.form.get("variant", "")[:8] if reading else ""
    return {
        "sheet": sheet,
        "name": names.get(sheet.person_id or "", ""),
        "is_spare": sheet.person_id is None,
        "person": request.form.get("person", "") if reading else "",
        "needs_person": reading is not None and reading.person_id is None,
        "variant": "".join(char for char in variant if is_shown(char)),
        "bad_variant": reading is not None and reading.seed is None,
        "doubts": [_doubt(one, reading) for one in reading.doubts] if reading else [],
        "fields": [
            {
                "number": one.number,
                "id": f"{sheet.code}-{one.number}",
                "sample": sample_of(one),
                "full": full_length(one),
                "value": "".join(char for char in (typed or {}).get(one.number, "") if is_shown(char)),
                "error": say(cells[one.number]) if one.number in cells and cells[one.number].problem else "",
            }
            for one in list_questions(sheet.quiz_digest, sheet.seed)
        ],
    }


def _other(sheet: SheetFacts, names: Mapping[str, str]) -> dict[str, Any] | None:
    """What was entered before of a sheet."""
    entry = find_entry(sheet.id)
    if entry is None:
        return None
    cells = sorted(entry.typed.items())
    return {"name": names.get(entry.person_id, ""), "when": moment_text(entry.entered_at), "cells": cells}


def _entered(entry: EntryFacts, names: Mapping[str, str], grades: Mapping[str, Grade]) -> dict[str, Any]:
    grade = grades.get(entry.attempt_id)
    return {
        "name": names.get(entry.person_id, ""),
        "percent": grade.percent if grade else None,
        "is_passed": bool(grade and grade.is_passed),
    }


def _days(cohort: CohortFacts) -> list[tuple[str, str]]:
    now = clock.now()
    return [(one.id, moment_text(one.begins_at)) for one in list_meetings(cohort.id) if one.begins_at <= now]


def _doubt(doubt: Doubt, reading: Reading) -> str:
    match doubt:
        case Doubt.BLANKS:
            numbers = ", ".join(map(str, reading.blanks))
            return str(
                ngettext(
                    "Javobsiz savol: %(numbers)s.",
                    "Javobsiz savollar: %(numbers)s.",
                    len(reading.blanks),
                    numbers=numbers,
                )
            )
        case Doubt.NOT_A_MEMBER:
            return str(_("Varaq egasi hozir bu guruhda emas."))
        case Doubt.OTHER_VARIANT:
            return str(_("Javob varagʻi boshqa variantniki: savollar varagʻi rostdan siz yozgan variantmi?"))


def say(cell: ReadCell) -> str:  # noqa: PLR0911 - one a problem
    """What is wrong with a cell, and what to do."""
    sign = "".join(char for char in cell.sign if is_shown(char))
    match cell.problem:
        case CellProblem.OTHER_SCRIPT:
            return str(_("«%(sign)s» kirill harfi. Klaviaturani lotinga oʻtkazing.", sign=sign))
        case CellProblem.UNKNOWN_MARK:
            return str(_("«%(sign)s» bu savolda yoʻq.", sign=sign))
        case CellProblem.TWO_MARKS:
            return str(_("Bitta javob kerak: %(sign)s. Qaysi biri bilinmasa, nuqta qoʻying.", sign=sign))
        case CellProblem.SAME_TWICE:
            return (
                str(_("«%(sign)s» ikki marta yozilgan.", sign=sign))
                if sign
                else str(_("Bir xil oʻrin ikki marta yozilgan."))
            )
        case CellProblem.WRONG_COUNT:
            return str(_("%(count)s ta belgi kerak. Boʻsh joyga nuqta qoʻying.", count=sign))
        case CellProblem.NOT_A_NUMBER:
            return str(_("Son oʻqilmadi. 12 yoki 2,5 kabi yozing, oʻqib boʻlmasa nuqta qoʻying."))
        case _:
            return str(_("Buni oʻqib boʻlmadi. Qisqaroq yozing."))
