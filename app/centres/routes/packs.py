"""The class pack: what to print, how far it is, and the file."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.centres.documents.pack import courses_of
from app.centres.queries.papers import get_pack, list_packs
from app.centres.queries.places import list_meetings
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.service.packs import MOST_SPARE, ON_PAPER, PackWish, PlannedTest, ask_pack, plan_test
from app.centres.types.papers import NoPaperError, PackFacts, PackPart, Variants
from app.centres.types.places import CohortFacts
from app.courses.queries import find_final_quiz
from app.infra.database import write_tx
from app.infra.storage import MissingFileError, get_storage
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id, new_id
from app.kernel.permissions import Permission
from app.published.queries import get_course, get_release
from app.web.pages import megabytes, moment_text

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/groups/<cohort>/packs/"
REFRESH = "5"
"""Seconds after which a browser asks again by itself while something is being printed."""
PARTS = {
    PackPart.PLAN: _l("Trener rejasi"),
    PackPart.SIGN_IN: _l("Kelganlar varagʻi: imzo uchun"),
    PackPart.CARDS: _l("Ism kartalari"),
    PackPart.HANDOUTS: _l("Dars matnlari: har bir odamga"),
    PackPart.STEPS: _l("Mashq qadamlari: har bir odamga"),
    PackPart.QUIZ: _l("Test savollari"),
    PackPart.ANSWERS: _l("Javob varaqlari"),
    PackPart.KEY: _l("Javoblar kaliti: faqat trener uchun"),
    PackPart.CERTIFICATES: _l("Berilgan sertifikatlar"),
}
VARIANTS = {
    Variants.LETTERS: _l("A, B, C, D: qoʻshnilarda har xil savol"),
    Variants.OWN: _l("Har bir odamga oʻz varianti"),
}


@room.page(ADDRESS, who=WHO)
def packs(lang: str, cohort: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """What was printed, and the form for more."""
    return _page(get_cohort(cohort), _asked_before())


def _page(cohort: CohortFacts, form: dict[str, Any], *, fault: str = "") -> Response:
    found = list_packs(cohort.id)
    answer = make_response(
        render_template(
            "centres/packs.html",
            cohort=cohort,
            packs=[_view(one) for one in found],
            form=form,
            fault=fault,
            parts=[(part.value, words, part.value in form["parts"]) for part, words in PARTS.items()],
            variants=[(one.value, words, one.value == form["variants"]) for one, words in VARIANTS.items()],
            courses=courses_of(cohort),
            meetings=[(one.id, _meeting(one.number, moment_text(one.begins_at))) for one in list_meetings(cohort.id)],
            most_spare=MOST_SPARE,
        ),
        400 if fault else 200,
    )
    if any(one.ended_at is None for one in found) and not fault:
        answer.headers["Refresh"] = REFRESH
    return answer


def _meeting(number: int, moment: str) -> str:
    return str(_("%(number)s-uchrashuv: %(moment)s", number=number, moment=moment))


def _asked_before() -> dict[str, Any]:
    """The form as it is offered first: all for a class, in four variants."""
    wanted = request.args.getlist("part") or [part.value for part in PARTS if part is not PackPart.CERTIFICATES]
    return {
        "id": new_id(),
        "parts": wanted,
        "meeting": request.args.get("meeting", ""),
        "course": "",
        "variants": Variants.LETTERS.value,
        "spare": "2",
    }


def _view(pack: PackFacts) -> dict[str, Any]:
    data = get_storage().find_path(pack.digest) if pack.digest else None
    return {
        "pack": pack,
        "asked": moment_text(pack.asked_at),
        "parts": [PARTS[part] for part in pack.parts],
        "size": megabytes(data.stat().st_size) if data else "",
        "fault": PARTS[PackPart(pack.fault)] if pack.fault else "",
        "again": list(pack.parts),
    }


@room.route(ADDRESS, methods=["POST"], endpoint="ask_pack", who=WHO)
def ask(lang: str, cohort: str) -> AnyResponse:
    """Have a pack printed."""
    group = get_cohort(cohort)
    form = _posted()
    wish = _wish(group, form)
    if isinstance(wish, str):
        return _page(group, form, fault=wish)
    try:
        test = _test(group, wish)
    except NoPaperError:
        return _page(
            group, form, fault=str(_("Bu testning savollari qogʻozga toʻgʻri kelmaydi. Testsiz qismlarni tanlang."))
        )
    pack_id = form["id"] if is_id(form["id"]) else new_id()
    with write_tx():
        ask_pack(pack_id, group, wish, test, by=viewer_id())
    return redirect(url_for("centres.packs", lang=lang, cohort=cohort), 303)


def _posted() -> dict[str, Any]:
    names = ("id", "meeting", "course", "variants", "spare")
    return {name: request.form.get(name, "")[:40] for name in names} | {"parts": request.form.getlist("part")}


def _wish(cohort: CohortFacts, form: dict[str, Any]) -> PackWish | str:
    """What is asked for, or what is wrong with it in words."""
    parts = [part for part in PackPart if part.value in form["parts"]]
    courses = [key for key, _title in courses_of(cohort)]
    meetings = {one.id for one in list_meetings(cohort.id)}
    spare = int(form["spare"]) if form["spare"].isascii() and form["spare"].isdigit() else 0
    if not parts:
        return str(_("Kamida bitta qismni belgilang."))
    if not courses:
        return str(_("Guruhning kursi hozir saytda yoʻq yoki guruh tilida chiqmagan."))
    if spare > MOST_SPARE:
        return str(_("Zaxira varaq koʻpi bilan %(most)s ta boʻlsin.", most=MOST_SPARE))
    return PackWish(
        meeting_id=form["meeting"] if form["meeting"] in meetings else None,
        parts=parts,
        course_key=form["course"] if form["course"] in courses else courses[0],
        variants=Variants.OWN if form["variants"] == Variants.OWN else Variants.LETTERS,
        spare=spare,
    )


def _test(cohort: CohortFacts, wish: PackWish) -> PlannedTest | None:
    """The final quiz of the course, drawn, when something of it is to be printed."""
    if not ON_PAPER & set(wish.parts):
        return None
    course, _text = get_course(wish.course_key, cohort.language)
    quiz = find_final_quiz(course, cohort.language)
    if quiz is None:
        raise NoPaperError
    return plan_test(cohort, quiz, get_release().digest, wish)


@room.page(f"{ADDRESS}<pack>/file", who=WHO)
def fetch_pack(lang: str, cohort: str, pack: str) -> AnyResponse:
    """The whole pack as one PDF, to be printed."""
    group, found = get_cohort(cohort), get_pack(pack)
    if found.cohort_id != group.id:
        raise NotFoundError
    if found.digest is None:
        return redirect(url_for("centres.packs", lang=lang, cohort=cohort), 303)
    try:
        data = get_storage().get(found.digest)
    except MissingFileError:
        raise NotFoundError from None
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="savodxon-{group.code.lower()}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
