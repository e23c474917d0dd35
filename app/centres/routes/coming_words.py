"""How people come into a group, and why not, in the reader's language."""

from flask_babel import gettext as _

from app.centres.rules.rosters import Doubt, Judged
from app.centres.types.people import MemberSource
from app.centres.types.places import ClosedError, NoSeatsError
from app.infra.workbooks import BadWorkbookError, WorkbookProblem
from app.kernel.sheets import BadSheetError, SheetProblem


def source_text(source: MemberSource) -> str:
    """By which way somebody came."""
    words = {
        MemberSource.HAND: _("qoʻlda qoʻshilgan"),
        MemberSource.SHEET: _("roʻyxatdan"),
        MemberSource.SIGN_UP: _("oʻzi yozilgan"),
    }
    return str(words[source])


def why_not(error: Exception) -> str:
    """Why somebody could not be let in, and what to do."""
    if isinstance(error, NoSeatsError):
        return str(_("Guruhda boʻsh joy yoʻq. Joylar sonini koʻpaytiring yoki kimnidir chiqaring."))
    if isinstance(error, ClosedError):
        return str(_("Guruh yopilgan: unga odam qoʻshib boʻlmaydi."))
    return str(_("Bu telefon raqami boshqa hisobda. Raqamni boʻsh qoldiring yoki qaytadan urinib koʻring."))


def doubt_text(one: Judged) -> str:
    """What is wrong with a line, or asked about it, and what to do."""
    words = {
        Doubt.NO_NAME: _("Ism yozilmagan. Ismni yozing yoki belgini olib tashlang."),
        Doubt.BAD_NAME: _("Ismda harfdan boshqa belgi bor yoki u juda qisqa. Tuzating."),
        Doubt.MIXED: _("Bir soʻzda lotin va kirill harflari aralashgan. Ismni bitta alifboda yozing."),
        Doubt.BAD_PHONE: _("Telefon raqami oʻqilmadi. Tuzating yoki boʻsh qoldiring: telefon shart emas."),
        Doubt.CHILD: _("14 yoshga toʻlmagan: rozilik bergan ota-ona yoki vasiyni yozing."),
        Doubt.SAME_PHONE: _("Bu telefon roʻyxatda yuqorida ham bor. Bittasidan oʻchiring."),
        Doubt.MEMBER: _("Bu odam guruhda bor: %(who)s. Hech narsa qilish shart emas.", who=one.about),
        Doubt.KNOWN: _(
            "Bu raqamda hisob bor: %(who)s. Oʻsha odam boʻlsa, belgilang: hisobi guruhga qoʻshiladi.", who=one.about
        ),
        Doubt.TWICE: _("Roʻyxatda yuqorida ham bor: %(who)s. Boshqa odam boʻlsa, belgilang.", who=one.about),
        Doubt.LIKE_MEMBER: _("Guruhdagi odamga juda oʻxshaydi: %(who)s. Boshqa odam boʻlsa, belgilang.", who=one.about),
        Doubt.MENDED: _("Ismda lotin va kirill harflari aralash edi, tuzatdik. Toʻgʻri boʻlsa, belgilang."),
        Doubt.NO_AGE: _("Tugʻilgan yili oʻqilmadi. 14 yoshga toʻlgan boʻlsa, belgilang."),
        Doubt.BAD_PLACE: _("Viloyat yoki tuman topilmadi. Markaznikini yozamiz; maʼqul boʻlsa, belgilang."),
        Doubt.NO_SEAT: _("Joy yetmadi. Boshqa birining belgisini olib tashlang yoki joylar sonini koʻpaytiring."),
    }
    return str(words[one.doubt]) if one.doubt else ""


def file_text(error: BadSheetError | BadWorkbookError) -> str:
    """Why a file cannot be read as a list, and what to do."""
    if isinstance(error, BadWorkbookError):
        return _workbook_text(error.problem)
    words = {
        SheetProblem.EMPTY: _("Fayl boʻsh. Birinchi qatorda ustun nomlari, keyin odamlar boʻlsin."),
        SheetProblem.UNREADABLE: _("Faylni oʻqib boʻlmadi. Uni XLSX yoki CSV koʻrinishida saqlab, qaytadan yuboring."),
        SheetProblem.NO_HEADER: _("«Ism» ustuni topilmadi. Odamlar ustiga ustun nomlarini yozing: Ism, Telefon."),
        SheetProblem.DOUBLE_HEADER: _("Bir ustun ikki marta yozilgan. Bittasini oʻchiring."),
        SheetProblem.BROKEN_QUOTES: _("Shu qatorda qoʻshtirnoq yopilmagan."),
        SheetProblem.LONG_CELL: _("Shu qatorda bitta katakdagi matn juda uzun."),
        SheetProblem.TOO_MANY_ROWS: too_long_text(),
    }
    where = _("%(number)s-qator:", number=error.line) if error.line > 1 else ""
    return f"{where} {words[error.problem]}".strip()


def too_long_text() -> str:
    """A list of more people than a group has."""
    return str(_("Faylda 120 dan ortiq odam bor. Bitta guruhning roʻyxatini yuboring."))


def _workbook_text(problem: WorkbookProblem) -> str:
    words = {
        WorkbookProblem.NOT_WORKBOOK: _("Bu jadval fayli emas. XLSX yoki CSV fayl tanlang."),
        WorkbookProblem.OLD: _("Bu eski Excel fayli (XLS). Uni XLSX koʻrinishida saqlab, qaytadan yuboring."),
        WorkbookProblem.ENCRYPTED: _("Fayl parol bilan yopilgan. Parolini olib tashlab, qaytadan yuboring."),
        WorkbookProblem.MACROS: _("Faylda makros bor. Uni oddiy XLSX koʻrinishida saqlab, qaytadan yuboring."),
        WorkbookProblem.TOO_LARGE: _("Fayl juda katta: 8 MB dan oshmasin."),
        WorkbookProblem.TOO_HEAVY: _("Faylni ochib boʻlmadi: u juda ogʻir. Roʻyxatni yangi faylga koʻchirib yuboring."),
        WorkbookProblem.UNREADABLE: _("Fayl buzilgan. Uni Excelda ochib, qaytadan saqlang va yuboring."),
        WorkbookProblem.TOO_MANY_ROWS: too_long_text(),
        WorkbookProblem.TOO_MANY_CELLS: _("Jadvalda juda koʻp katak bor. Roʻyxatni yangi faylga koʻchirib yuboring."),
    }
    return str(words[problem])
