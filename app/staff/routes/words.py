"""What permissions, places and deeds are called, in the reader's language."""

from typing import Any

from flask_babel import gettext as _

from app.accounts.queries.places import find_region_name
from app.accounts.types import DisableReason
from app.centres.queries.places import find_centre_name, find_cohort_name
from app.certificates.types import Outcome
from app.kernel.permissions import HELD, Grant, Permission, Role, Scope, ScopeKind
from app.published.queries import find_course
from app.web.i18n import current_language
from app.web.pages import moment_text
from app.web.roles import role_name


def permission_text(permission: Permission) -> str:
    """What a permission lets somebody do."""
    words = {
        Permission.LEARN: _("kurslarni oʻqish"),
        Permission.TEACH: _("oʻquvchilarga dars berish"),
        Permission.WRITE_COURSES: _("kurs yozish"),
        Permission.REVIEW_COURSES: _("kurslarni tekshirib, fikr berish"),
        Permission.PUBLISH: _("kurslarni eʼlon qilish"),
        Permission.COORDINATE: _("guruhlar va trenerlar ishini uyushtirish"),
        Permission.FIND_PEOPLE: _("odamlarni topish va ularning sahifasini koʻrish"),
        Permission.GIVE_ACCESS: _("odamga saytga qaytadan kirish kodini berish"),
        Permission.MANAGE_PEOPLE: _("vazifa berish va olish, hisobni yopish, ikki hisobni birlashtirish"),
        Permission.ANSWER_QUESTIONS: _("oʻquvchilarning savollariga javob berish"),
        Permission.READ_REPORTS: _("darslar haqidagi xabarlarni oʻqish"),
        Permission.READ_ANALYSIS: _("test savollari qanday ishlayotganini koʻrish"),
        Permission.REVOKE_CERTIFICATES: _("sertifikatni tuzatish va bekor qilish"),
        Permission.ISSUE_CERTIFICATES: _("koʻpchilikka birdan sertifikat berish"),
        Permission.RUN_CENTRES: _("markaz, uning guruhlari va trenerlarini boshqarish"),
        Permission.OPERATE: _("sayt holatini va amallar jurnalini koʻrish"),
    }
    return str(words[permission])


def scope_name(scope: Scope) -> str:
    """A place in words."""
    match scope.kind:
        case ScopeKind.SITE:
            return str(_("butun sayt"))
        case ScopeKind.REGION:
            return find_region_name(current_language().tag, scope.key, "")[0] or scope.key
        case ScopeKind.COURSE:
            return course_title(scope.key)
        case ScopeKind.CENTRE:
            return find_centre_name(scope.key) or scope.key
        case ScopeKind.COHORT:
            return find_cohort_name(scope.key) or scope.key


def course_title(key: str) -> str:
    """A course's title in the reader's language, or in whichever it has."""
    course = find_course(key)
    if course is None:
        return key
    text = course.texts.get(current_language().tag) or next(iter(course.texts.values()))
    return text.title


def role_text(grant: Grant) -> str:
    """A role with its place: «trener: Buxoro viloyati»."""
    return f"{role_name(grant.role)}: {scope_name(grant.scope)}"


def until_text(grant: Grant) -> str:
    """Until when a role is held."""
    return moment_text(grant.ends_at) if grant.ends_at else str(_("muddatsiz"))


def permissions_of(role: Role) -> list[str]:
    """Each permission of a role in words, in a fixed order."""
    return [permission_text(one) for one in Permission if one in HELD[role]]


def reason_text(reason: DisableReason) -> str:
    """Why an account is closed."""
    words = {
        DisableReason.ASKED: _("oʻzi soʻradi"),
        DisableReason.STOLEN: _("hisobdan begona odam foydalangan"),
        DisableReason.RULES: _("sayt qoidalarini buzgan"),
        DisableReason.LEFT: _("ishdan ketgan"),
    }
    return str(words[reason])


def deed_text(action: str, facts: dict[str, Any]) -> str:
    """A deed of the audit log in words; one that has none here is named as it was written down."""
    if action in {"accounts.role-granted", "accounts.role-taken"}:
        return _of_role(action, facts)
    if action == "accounts.disabled":
        return str(_("hisob yopildi: %(reason)s", reason=_reason(facts)))
    words = {
        "accounts.enabled": _("hisob qayta ochildi"),
        "accounts.merged": _("ikki hisob birlashtirildi"),
        "accounts.unmerged": _("birlashtirilgan hisoblar ajratildi"),
        "accounts.second-step-set": _("ikkinchi tekshiruv oʻrnatildi"),
        "accounts.second-step-reset": _("ikkinchi tekshiruv olib tashlandi"),
        "accounts.recovery-code-used": _("zaxira kod ishlatildi"),
        "accounts.recovery-codes-renewed": _("zaxira kodlar yangilandi"),
        "accounts.view-began": _("saytga shu odamning koʻzi bilan qaray boshladi"),
        "accounts.view-ended": _("boshqa odamning koʻzi bilan qarashni tugatdi"),
        "accounts.access-code-given": _("qaytib kirish kodi berildi"),
        "accounts.password-changed": _("parol almashtirildi"),
        "accounts.password-reset": _("parol yangidan qoʻyildi"),
        "accounts.resume-code-made": _("olti soʻz olindi"),
        "accounts.resume-code-renewed": _("olti soʻz yangilandi"),
        "accounts.sessions-ended": _("boshqa telefonlardagi kirishlar tugatildi"),
        "accounts.people-exported": _("odamlar roʻyxati faylga olindi"),
        "accounts.roster-brought": _("odamlar roʻyxati yuklandi"),
        "accounts.roster-confirmed": _("yuklangan roʻyxat boʻyicha hisoblar ochildi"),
        "telegram-bound": _("Telegram ulandi"),
        "telegram-unbound": _("Telegram uzildi"),
        "privacy.erasure-wished": _("hisobni oʻchirish soʻraldi"),
        "privacy.erasure-withdrawn": _("hisobni oʻchirishdan qaytildi"),
        "privacy.erased": _("hisob oʻchirildi"),
        "quizzes.essay-marked": _("testdagi javob baholandi"),
        "quizzes.extra-time-given": _("testlarda qoʻshimcha vaqt belgilandi"),
        "quizzes.regraded": _("test natijalari qayta hisoblandi"),
        "quizzes.sitting-confirmed": _("test qanday topshirilgani tasdiqlandi"),
        "accounts.name-vouched": _("ism hujjat bilan solishtirildi"),
        "certificates.revoked": _("sertifikat bekor qilindi"),
        "certificates.corrected": _("sertifikat tuzatildi: oʻrniga yangisi berildi"),
        "certificates.batch-begun": _("koʻpchilikka birdan sertifikat berildi"),
        "certificates.batch-fetched": _("birdan berilgan sertifikatlar faylga olindi"),
        "helpdesk.question-answered": _("savolga javob yozildi"),
        "helpdesk.question-closed": _("savol yopildi"),
        "helpdesk.question-passed-on": _("savol mualliflarga berildi"),
        "helpdesk.public-answer-written": _("koʻp soʻraladigan savolga javob yozildi"),
        "helpdesk.report-decided": _("portaldagi farq haqidagi xabar koʻrib chiqildi"),
        "seals.keys-made": _("sertifikatlarni imzolaydigan kalitlar yaratildi"),
        "seals.keys-rotated": _("sertifikatlarni imzolaydigan kalitlar yangilandi"),
        "seals.key-withdrawn": _("sertifikatlarni imzolagan kalit bekor qilindi"),
        "seals.key-granted": _("oflayn markazga sertifikat imzolash huquqi berildi"),
        "centres.opened": _("markaz ochildi"),
        "centres.changed": _("markaz haqidagi maʼlumot oʻzgartirildi"),
        "centres.closed": _("markaz yopildi"),
        "centres.cohort-opened": _("guruh ochildi"),
        "centres.cohort-changed": _("guruh haqidagi maʼlumot oʻzgartirildi"),
        "centres.cohort-closed": _("guruh yopildi"),
        "centres.member-added": _("guruhga odam qoʻshildi"),
        "centres.certificates-printed": _("guruh sertifikatlari chop etildi"),
        "centres.roster-brought": _("guruhga roʻyxat fayli yuklandi"),
        "centres.roster-taken": _("guruhga roʻyxatdagi odamlar olindi"),
        "centres.list-exported": _("guruh roʻyxati faylga olindi"),
        "centres.member-removed": _("guruhdan odam chiqarildi"),
        "centres.card-made": _("oʻquv kartasi ochildi"),
        "centres.card-pin-reset": _("karta uchun yangi PIN berildi"),
        "centres.card-pin-changed": _("karta egasi PINni almashtirdi"),
        "centres.card-renewed": _("yoʻqolgan karta oʻrniga yangisi berildi"),
        "centres.card-ended": _("karta egasi kartasini toʻxtatdi"),
        "centres.cards-printed": _("guruh kartalari chop etildi"),
        "centres.door-opened": _("dars eshigi ochildi: aʼzolar rasm va PIN bilan kira oladi"),
        "centres.door-shut": _("dars eshigi yopildi"),
        "accounts.claimed": _("kartali hisobga telefon va parol qoʻshildi"),
        "centres.quiz-opened": _("darsda test hammaga ochildi"),
        "centres.quiz-closed": _("darsdagi test yopildi"),
        "centres.trainer-pin-set": _("trenerning tasdiqlash PIN-kodi qoʻyildi"),
        "centres.pack-asked": _("guruh uchun dars qogʻozlari chop etildi"),
        "centres.paper-entered": _("qogʻozda topshirilgan test kiritildi"),
        "operations.backed-up": _("zaxira nusxa olindi"),
        "operations.job-retried": _("toʻxtab qolgan ish qaytadan boshlandi"),
        "operations.restored": _("sayt zaxira nusxadan tiklandi"),
    }
    return str(words.get(action, ""))


def outcome_text(outcome: Outcome | None) -> str:
    """What became of one person of a batch of certificates."""
    words = {
        None: _("navbatda"),
        Outcome.ISSUED: _("berildi"),
        Outcome.HAD: _("oldin berilgan"),
        Outcome.NOT_PASSED: _("testdan oʻtmagan"),
        Outcome.NAMELESS: _("ismi yoʻq: roʻyxatdan oʻtmagan"),
        Outcome.WAITS: _("trener tasdigʻini kutyapti"),
    }
    return str(words[outcome])


def _of_role(action: str, facts: dict[str, Any]) -> str:
    try:
        scope = Scope(kind=ScopeKind(facts["scope"]), key=str(facts["key"]))
        role = role_text(Grant(role=Role(facts["role"]), scope=scope))
    except (KeyError, ValueError):
        role = ""
    if action == "accounts.role-granted":
        return str(_("vazifa berildi: %(role)s", role=role))
    return str(_("vazifa qaytarib olindi: %(role)s", role=role))


def _reason(facts: dict[str, Any]) -> str:
    try:
        return reason_text(DisableReason(facts.get("reason", "")))
    except ValueError:
        return ""
