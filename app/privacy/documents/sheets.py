"""A person's rows as people read them: which columns of which table, what they are called, how they are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.queries.places import find_region_name
from app.accounts.types import Relation, Way
from app.centres.types.attendance import MarkWay, Presence
from app.infra.outbox import Channel, LetterState
from app.infra.traces import Rows
from app.kernel.locale import LANGUAGES, Tag, get_language
from app.kernel.permissions import Role
from app.practice.queries import find_scenario
from app.published.queries import find_course, find_release
from app.web.i18n import current_language
from app.web.pages import moment_text
from app.web.roles import role_name

Row = Mapping[str, Any]

SHEETS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "accounts_account": (
        _l("Hisobingiz"),
        ("name", "phone", "email", "region", "district", "created_at", "disabled_at"),
    ),
    "accounts_consent": (_l("Roziligingiz"), ("given_at", "notice", "language")),
    "accounts_parent_consent": (
        _l("Ota-ona yoki vasiy roziligi"),
        ("parent_name", "relation", "given_at", "notice", "language"),
    ),
    "accounts_role_grant": (_l("Vazifalaringiz"), ("role", "granted_at", "ends_at", "revoked_at")),
    "certificates_certificate": (
        _l("Sertifikatlaringiz"),
        ("course_title", "name", "code", "percent", "issued_at"),
    ),
    "certificates_document": (_l("Sertifikatlarning PDF fayllari"), ("printed_at",)),
    "certificates_revocation": (_l("Bekor qilingan sertifikatlar"), ("revoked_at", "reason")),
    "certificates_correction": (_l("Tuzatilgan sertifikatlar"), ("corrected_at", "reason")),
    "certificates_batch_member": (_l("Sertifikat birdan berilgan roʻyxatlar"), ("place",)),
    "accounts_name_vouched": (
        _l("Ismingiz hujjat bilan solishtirilgani"),
        ("vouched_at", "name", "proof_of", "ended_at"),
    ),
    "accounts_second_name": (
        _l("Ismingiz boshqa yozuvda"),
        ("confirmed_at", "name", "second_name", "ended_at"),
    ),
    "certificates_veiling": (_l("Sertifikatda ismni yashirish"), ("set_at", "is_hidden")),
    "progress_course_pass": (_l("Oʻtgan kurslaringiz"), ("course_key", "percent", "passed_at")),
    "courses_enrolment": (_l("Boshlagan kurslaringiz"), ("course_key", "enrolled_at")),
    "courses_completion": (_l("Tugatgan darslaringiz"), ("course_key", "lesson_key", "completed_at", "language")),
    "quizzes_attempt": (
        _l("Boshlagan testlaringiz"),
        ("course_key", "quiz_key", "number", "started_at", "language"),
    ),
    "quizzes_submission": (
        _l("Test natijalaringiz"),
        ("course_key", "quiz_key", "percent", "is_passed", "submitted_at"),
    ),
    "quizzes_handing_in": (
        _l("Trener tekshirishiga topshirilgan testlar"),
        ("handed_in_at", "course_key", "quiz_key"),
    ),
    "quizzes_essay_mark": (_l("Trener baholari"), ("marked_at", "question_id", "points", "note")),
    "quizzes_sitting": (
        _l("Test qanday topshirilganini trener tasdiqlagani"),
        ("confirmed_at", "centre", "is_supervised", "had_helper"),
    ),
    "quizzes_regrading": (_l("Qayta hisoblangan natijalar"), ("regraded_at", "percent", "is_passed", "reason")),
    "quizzes_hint": (_l("Ochgan maslahatlaringiz"), ("opened_at", "question_id", "number")),
    "quizzes_extra_time": (_l("Testlarda qoʻshimcha vaqt"), ("given_at", "more_percent", "more_minutes")),
    "quizzes_answer": (_l("Test javoblaringiz"), ("question", "answer", "given_at")),
    "practice_walk": (
        _l("Boshlagan mashqlaringiz"),
        ("course_key", "scenario_key", "number", "started_at", "language"),
    ),
    "practice_ending": (
        _l("Mashq natijalaringiz"),
        ("course_key", "scenario_key", "percent", "is_passed", "ended_at"),
    ),
    "centres_membership": (_l("Oʻquv guruhlaringiz"), ("joined_at", "source")),
    "centres_departure": (_l("Guruhdan chiqqaningiz"), ("left_at",)),
    "centres_sign_up": (_l("Guruhga yozilganingiz"), ("asked_at", "name", "phone", "answer")),
    "centres_card": (_l("Oʻquv kartangiz"), ("made_at", "code", "ended_at")),
    "centres_attendance": (_l("Darslarga kelganingiz"), ("marked_at", "state", "way")),
    "centres_helper_note": (_l("Darsdagi testda yordam haqidagi belgilar"), ("noted_at", "had_helper")),
    "centres_sheet": (_l("Sizga chop etilgan test varaqlari"), ("printed_at", "course_key", "code")),
    "centres_sheet_entry": (_l("Qogʻozda topshirgan testlaringiz"), ("taken_at", "entered_at")),
    "centres_trainer_pin": (_l("Trenerning tasdiqlash PIN-kodi"), ("set_at",)),
    "practice_move": (_l("Mashqdagi qadamlaringiz"), ("made_at", "step")),
    "progress_reminder_choice": (_l("Eslatma olish-olmaslik tanlovingiz"), ("chosen_at", "is_wanted")),
    "progress_reminder": (_l("Sizga yuborilgan eslatmalar"), ("reminded_at", "course_key")),
    "helpdesk_question": (_l("Savollaringiz"), ("asked_at", "text", "name", "contact", "course_key")),
    "helpdesk_turn": (_l("Savollaringizga yozilganlar"), ("said_at", "text")),
    "infra_letter": (
        _l("Sizga yuborilgan xabarlar"),
        ("created_at", "channel", "address", "subject", "text", "state"),
    ),
    "accounts_session": (
        _l("Qachon va qanday kirgansiz"),
        ("created_at", "way", "shown_name", "expires_at", "ended_at"),
    ),
    "accounts_resume_code": (_l("Davom etish uchun olti soʻz"), ("made_at", "ended_at")),
    "accounts_access_code": (_l("Parolni tiklash kodlari"), ("made_at", "used_at")),
    "accounts_device_member": (_l("Umumiy telefondagi ism va rasm"), ("shown_name", "added_at", "removed_at")),
    "accounts_telegram_ticket": (_l("Telegramni ulash havolalari"), ("expires_at", "used_at")),
    "accounts_second_step": (_l("Xodimning ikkinchi tekshiruvi"), ("made_at",)),
    "accounts_recovery_code": (_l("Xodimning zaxira kodlari"), ("made_at", "used_at")),
    "accounts_merging": (_l("Birlashtirilgan hisoblar"), ("merged_at",)),
    "accounts_roster_line": (_l("Markaz yuklagan roʻyxatdagi qatorlar"), ("name", "login", "region", "district")),
    "helpdesk_common_answer": (_l("Xodim sifatida yozgan umumiy javoblaringiz"), ("written_at", "course_key")),
    "helpdesk_report_step": (_l("Xodim sifatida qarorlaringiz"), ("taken_at", "course_key", "note")),
    "accounts_telegram_chat": (_l("Ulangan Telegram"), ("bound_at", "ended_at")),
    "accounts_person": (_l("Sizga berilgan tasodifiy belgilar"), ("id", "created_at", "language")),
    "accounts_joining": (_l("Bir odam deb birlashtirilgan belgilar"), ("joined_at", "person_id", "visitor_id")),
    "privacy_export": (_l("Maʼlumotlaringizni soʻraganingiz"), ("asked_at", "ready_at", "fetched_at")),
    "privacy_wish": (_l("Hisobni oʻchirish soʻrovlari"), ("wished_at", "due_at", "withdrawn_at")),
    "infra_audit": (_l("Javobgarlik jurnalidagi yozuvlar"), ("done_at", "action")),
}
"""By table, in the order of the page: its title and its columns. What is not shown stands in the JSON file."""
COLUMNS: Mapping[str, Any] = {
    "action": _l("Nima boʻldi"),
    "address": _l("Manzil"),
    "answer": _l("Javobingiz"),
    "added_at": _l("Qoʻshilgan"),
    "asked_at": _l("Soʻralgan"),
    "bound_at": _l("Ulangan"),
    "chosen_at": _l("Qachon"),
    "contact": _l("Javob manzili"),
    "is_wanted": _l("Eslatma kerak"),
    "made_at": _l("Qachon"),
    "reminded_at": _l("Qachon"),
    "removed_at": _l("Olib tashlangan"),
    "said_at": _l("Qachon"),
    "shown_name": _l("Ism"),
    "used_at": _l("Ishlatilgan"),
    "channel": _l("Qanday yuborilgan"),
    "code": _l("Kod"),
    "completed_at": _l("Tugatilgan"),
    "course_key": _l("Kurs"),
    "course_title": _l("Kurs"),
    "created_at": _l("Qachon"),
    "disabled_at": _l("Toʻxtatilgan"),
    "district": _l("Tuman yoki shahar"),
    "done_at": _l("Qachon"),
    "due_at": _l("Oʻchirish vaqti"),
    "email": _l("E-pochta"),
    "ended_at": _l("Chiqilgan"),
    "ends_at": _l("Tugashi"),
    "enrolled_at": _l("Boshlangan"),
    "entered_at": _l("Kiritilgan"),
    "expires_at": _l("Muddati"),
    "fetched_at": _l("Yuklab olingan"),
    "given_at": _l("Qachon"),
    "granted_at": _l("Berilgan"),
    "handed_in_at": _l("Topshirilgan"),
    "marked_at": _l("Qachon"),
    "more_minutes": _l("Qoʻshimcha daqiqalar"),
    "opened_at": _l("Qachon"),
    "points": _l("Ball"),
    "question_id": _l("Savol belgisi"),
    "regraded_at": _l("Qachon"),
    "more_percent": _l("Qoʻshimcha foiz"),
    "id": _l("Belgi"),
    "is_hidden": _l("Yashirilgan"),
    "is_passed": _l("Oʻtdi"),
    "issued_at": _l("Berilgan"),
    "joined_at": _l("Qachon"),
    "language": _l("Til"),
    "left_at": _l("Qachon"),
    "lesson_key": _l("Dars"),
    "login": _l("Telefon yoki e-pochta"),
    "merged_at": _l("Qachon"),
    "note": _l("Izoh"),
    "noted_at": _l("Qachon"),
    "taken_at": _l("Qachon"),
    "written_at": _l("Qachon"),
    "name": _l("Ism"),
    "notice": _l("Qaysi matn"),
    "number": _l("Nechanchi urinish"),
    "parent_name": _l("Ota-ona yoki vasiyning ismi"),
    "passed_at": _l("Qachon"),
    "percent": _l("Natija"),
    "person_id": _l("Belgi"),
    "phone": _l("Telefon"),
    "printed_at": _l("Tayyorlangan"),
    "centre": _l("Markaz"),
    "confirmed_at": _l("Qachon"),
    "corrected_at": _l("Tuzatilgan"),
    "had_helper": _l("Yordam berilgan"),
    "is_supervised": _l("Xodim yonida turgan"),
    "place": _l("Tartib raqami"),
    "proof_of": _l("Kim solishtirgan"),
    "second_name": _l("Boshqa yozuvda"),
    "vouched_at": _l("Qachon"),
    "question": _l("Savol"),
    "quiz_key": _l("Test"),
    "ready_at": _l("Tayyor boʻlgan"),
    "reason": _l("Sababi"),
    "region": _l("Viloyat"),
    "relation": _l("Kimi"),
    "revoked_at": _l("Bekor qilingan"),
    "role": _l("Vazifa"),
    "scenario_key": _l("Mashq"),
    "set_at": _l("Qachon"),
    "step": _l("Qadam"),
    "source": _l("Qanday"),
    "started_at": _l("Boshlangan"),
    "state": _l("Holati"),
    "subject": _l("Mavzu"),
    "submitted_at": _l("Topshirilgan"),
    "text": _l("Matn"),
    "visitor_id": _l("Oldingi belgi"),
    "way": _l("Qanday"),
    "wished_at": _l("Soʻralgan"),
    "withdrawn_at": _l("Qaytarib olingan"),
}
RELATIONS: Mapping[str, Any] = {
    Relation.MOTHER: _l("onasi"),
    Relation.FATHER: _l("otasi"),
    Relation.GUARDIAN: _l("vasiysi"),
}
WORDS: Mapping[str, Mapping[str, Any]] = {
    "relation": RELATIONS,
    "way": {
        Way.VISIT: _l("hisobsiz"),
        Way.PASSWORD: _l("parol bilan"),
        Way.CODE: _l("davom etish kodi bilan"),
        Way.PIN: _l("PIN-kod bilan"),
        Way.CARD: _l("karta bilan"),
        MarkWay.LIST: _l("roʻyxatdan"),
        MarkWay.SHEET: _l("qogʻozdan"),
    },
    "channel": {Channel.SMS: _l("SMS"), Channel.EMAIL: _l("e-pochta"), Channel.TELEGRAM: _l("Telegram")},
    "state": {
        LetterState.WAITING: _l("navbatda"),
        LetterState.SENDING: _l("yuborilmoqda"),
        LetterState.SENT: _l("yuborildi"),
        LetterState.REFUSED: _l("yetib bormadi"),
        LetterState.DOUBTFUL: _l("yetgani nomaʼlum"),
        LetterState.EXPIRED: _l("muddati oʻtgan"),
        Presence.PRESENT: _l("keldingiz"),
        Presence.LATE: _l("kech keldingiz"),
        Presence.LEFT_EARLY: _l("erta ketdingiz"),
        Presence.ABSENT: _l("kelmadingiz"),
    },
    "action": {
        "accounts.role-granted": _l("vazifa berildi"),
        "privacy.erasure-wished": _l("hisobni oʻchirish soʻraldi"),
        "privacy.erasure-withdrawn": _l("oʻchirish soʻrovi qaytarib olindi"),
    },
}
"""Values in words; one that is not here stands as it is kept."""
NOTHING = "\N{EN DASH}"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table made ready to be read."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def list_sheets(gathered: Mapping[str, Rows]) -> list[Sheet]:
    """What a person is shown of all that is theirs, in the current language. A table without words comes last."""
    known = [table for table in SHEETS if gathered.get(table)]
    others = [table for table, rows in gathered.items() if rows and table not in SHEETS]
    return [_sheet(table, gathered[table]) for table in (*known, *others)]


def _sheet(table: str, rows: Rows) -> Sheet:
    title, names = SHEETS.get(table, (table, tuple(rows[0])))
    return Sheet(
        title=str(title),
        columns=tuple(str(COLUMNS.get(name, name)) for name in names),
        rows=tuple(tuple(_shown(name, row) for name in names) for row in rows),
    )


def _shown(name: str, row: Row) -> str:
    value = row.get(name)
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return str(_("ha") if value else _("yoʻq"))
    if name.endswith("_at"):
        return moment_text(datetime.fromisoformat(value))
    if name in WORDS:
        return str(WORDS[name].get(value, value))
    return WRITERS[name](row) if name in WRITERS else str(value)


def _course(row: Row) -> str:
    course = find_course(row["course_key"])
    text = course.texts.get(current_language().tag) if course else None
    return text.title if text else str(row["course_key"])


def _lesson(row: Row) -> str:
    course = find_course(row["course_key"])
    lessons = course.lessons if course else ()
    lesson = next((one for one in lessons if one.key == row["lesson_key"]), None)
    text = lesson.texts.get(current_language().tag) if lesson else None
    return text.title if text else str(row["lesson_key"])


def _quiz(row: Row) -> str:
    release = find_release()
    quiz = release.quizzes.get(f"{row['course_key']}/{row['quiz_key']}") if release else None
    text = quiz.texts.get(current_language().tag) if quiz else None
    return text.title if text else str(row["quiz_key"])


def _scenario(row: Row) -> str:
    scenario = find_scenario(row["course_key"], row["scenario_key"])
    text = scenario.texts.get(current_language().tag) if scenario else None
    return text.title if text else str(row["scenario_key"])


def _language(row: Row) -> str:
    tag = row["language"]
    return get_language(Tag(tag)).name if tag in LANGUAGES else str(tag)


WRITERS: Mapping[str, Callable[[Row], str]] = {
    "course_key": _course,
    "lesson_key": _lesson,
    "quiz_key": _quiz,
    "scenario_key": _scenario,
    "language": _language,
    "percent": lambda row: str(_("%(percent)s foiz", percent=row["percent"])),
    "more_percent": lambda row: str(_("%(percent)s foiz", percent=row["more_percent"])),
    "role": lambda row: role_name(Role(row["role"])),
    "region": lambda row: find_region_name(current_language().tag, row["region"], "")[0],
    "district": lambda row: find_region_name(current_language().tag, row["region"], row["district"])[1],
}
