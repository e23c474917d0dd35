"""The certificate as a page and as a PDF: facts in, bytes out. No database, no clock; the same facts, the same bytes.

It claims nothing beyond its facts and says that it is not a state document. Slow: never inside a write transaction.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.infra.pdf.faces import Face, read_face
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.infra.qr import qr_code
from app.kernel.dates import format_date
from app.kernel.locale import RU, UZ, UZ_CYRL, Tag, get_language
from app.kernel.sandbox import ROOT
from app.kernel.uzbek import to_cyrillic

DESIGNS = ROOT / "certificates"
SERIF = DESIGNS / "fonts" / "EBGaramond-Medium.ttf"
NAME_LETTERS = 90
TITLE_LETTERS = 150
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_NBSP = "\N{NO-BREAK SPACE}"
_MARKS = 2
"""Combining marks kept on one letter; more would climb over the lines above."""

Steps = Sequence[tuple[int, float]]
LINE_POINTS = 235 / 25.4 * 72
NAME_STEPS: Steps = ((1, 42), (1, 39), (1, 36), (1, 32), (1, 28), (2, 25), (2, 22), (2, 19), (2, 16), (2, 13), (2, 11))
TITLE_STEPS: Steps = ((1, 26), (1, 23), (1, 20), (2, 20), (2, 18), (2, 16), (2, 14), (2, 12), (2, 10), (2, 8))


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """All that a certificate says. `name` is printed as its owner wrote it."""

    name: str
    language: Tag
    course_title: str
    minutes: int
    issued_on: date
    score_percent: int
    code: str
    verify_url: str
    organiser: str
    competences: tuple[str, ...] = ()
    """DigComp competences of the course, such as "2.3"; their areas are printed."""
    digcomp_version: str = "2.2"


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A text broken into the lines that it takes at `size` points."""

    text: str
    lines: tuple[str, ...]
    size: float


_UZ: Mapping[str, str] = {
    "title": "Sertifikat",
    "before_name": "Ushbu sertifikat egasi",
    "after_name": "mustaqil oʻrganiladigan onlayn kursni oʻqidi va yakuniy testdan oʻtdi",
    "minutes": "Kurs davomiyligi",
    "score": "Yakuniy test natijasi",
    "issued_on": "Berilgan kun",
    "organiser": "Tashkilotchi",
    "areas": "kurs qamragan yoʻnalishlar",
    "code": "Sertifikat kodi",
    "check_by_camera": "Tekshirish: telefon kamerasini QR-kodga tuting",
    "check_by_address": "yoki shu manzilni oching:",
    "qr": "Sertifikatni tekshirish sahifasining QR-kodi",
    "disclaimer": "Ushbu sertifikat kursni oʻtaganlikni tasdiqlaydi; davlat namunasidagi taʼlim hujjati emas.",
    "area 1": "axborot va maʼlumotlar bilan ishlash",
    "area 2": "muloqot va hamkorlik",
    "area 3": "raqamli kontent yaratish",
    "area 4": "xavfsizlik",
    "area 5": "muammolarni hal qilish",
    "minute": "daqiqa",
}
_RU: Mapping[str, str] = {
    "title": "Сертификат",
    "before_name": "Сертификат получает",
    "after_name": "за прохождение онлайн-курса для самостоятельного изучения с итоговым тестом",
    "minutes": "Продолжительность курса",
    "score": "Результат итогового теста",
    "issued_on": "Дата выдачи",
    "organiser": "Организатор",
    "areas": "области, которые охватывает курс",
    "code": "Код сертификата",
    "check_by_camera": "Проверка: наведите камеру телефона на QR-код",
    "check_by_address": "или откройте этот адрес:",
    "qr": "QR-код страницы проверки сертификата",
    "disclaimer": "Сертификат подтверждает прохождение курса и не является документом об образовании "
    "государственного образца.",
    "area 1": "работа с информацией и данными",
    "area 2": "общение и сотрудничество",
    "area 3": "создание цифрового контента",
    "area 4": "безопасность",
    "area 5": "решение проблем",
}


def render_certificate(facts: CertificateFacts, *, design: str = "course") -> bytes:
    """The certificate as PDF/A in one of the designs (a folder in `certificates/`), the same bytes for the same facts.

    Raises as `certificate_html` and `infra.pdf.printer.render_pdf` do.
    """
    return render_pdf(
        PdfRequest(
            html=certificate_html(facts, design=design),
            folder=DESIGNS,
            identifier=facts.code,
            made_at=datetime.combine(facts.issued_on, time(), UTC),
        )
    )


def certificate_html(facts: CertificateFacts, *, design: str = "course") -> str:
    """The page that is printed.

    jinja2.TemplateNotFound for a design that does not exist, KeyError for a language that it is not written in.
    """
    words, face = labels(facts.language), read_face(SERIF)
    name = printable(facts.name, face, limit=NAME_LETTERS)
    title = printable(facts.course_title, face, limit=TITLE_LETTERS)
    return (
        _designs()
        .get_template(f"{design}/design.html")
        .render(
            html_lang=get_language(facts.language).html_lang,
            labels=words,
            name=fit(name, face, NAME_STEPS),
            course=fit(f"«{title}»", face, TITLE_STEPS),
            figures=_figures(facts, words),
            organiser=printable(facts.organiser, face, limit=NAME_LETTERS),
            areas=_areas(facts.competences, words),
            digcomp_version=facts.digcomp_version,
            code=facts.code,
            verify_url=facts.verify_url,
            address=facts.verify_url.partition("://")[2],
            qr=qr_code(facts.verify_url),
        )
    )


@cache
def labels(tag: Tag) -> Mapping[str, str]:
    """The certificate's own words; KeyError for a language that it is not written in."""
    if tag == UZ_CYRL:
        return {key: to_cyrillic(text) for key, text in _UZ.items()}
    return {UZ: _UZ, RU: _RU}[tag]


def printable(text: str, face: Face, *, limit: int) -> str:
    """The text as the font can draw it: one line, at most `limit` letters, the cut shown by an ellipsis.

    Controls and direction marks go; a letter that the font lacks loses its accents or becomes U+FFFD.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    letters: list[str] = []
    for char in spaced:
        letters.extend(_drawable(char, face, before=letters))
    return "".join(letters) if len(letters) <= limit else "".join(letters[: limit - 1]).rstrip() + "…"


def _drawable(char: str, face: Face, *, before: Sequence[str]) -> str:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return ""
    if unicodedata.combining(char):
        crowded = all(unicodedata.combining(mark) for mark in before[-_MARKS:])
        return "" if crowded or not face.covers(char) else char
    if face.covers(char):
        return char
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain if face.covers(plain) else _UNKNOWN


def fit(text: str, face: Face, steps: Steps) -> Fitted:
    """The text at the first step (number of lines, size in points) whose lines fit the page, or at the last step."""
    for count, size in steps:
        lines = (text,) if count == 1 else _halves(text, face)
        if max(map(face.width, lines)) * size <= LINE_POINTS:
            break
    return Fitted(text=text, lines=lines, size=size)


def _halves(text: str, face: Face) -> tuple[str, ...]:
    """Two lines of nearly one width, broken at a space if there is one."""
    spaces = [place for place, char in enumerate(text) if char == " "]
    middle = len(text) // 2
    breaks = [(text[:place], text[place + 1 :]) for place in spaces] or [(text[:middle], text[middle:])]
    return min(breaks, key=lambda lines: max(map(face.width, lines)))


def _figures(facts: CertificateFacts, words: Mapping[str, str]) -> list[dict[str, str]]:
    is_russian = facts.language == RU
    percent = f"{facts.score_percent}{_NBSP if is_russian else ''}%"
    unit = _russian_minutes(facts.minutes) if is_russian else words["minute"]
    return [
        {"label": words["minutes"], "value": f"{facts.minutes}{_NBSP}{unit}"},
        {"label": words["score"], "value": percent},
        {"label": words["issued_on"], "value": format_date(facts.issued_on, facts.language)},
    ]


def _russian_minutes(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:  # noqa: PLR2004 - Russian numerals
        return "минута"
    if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}:
        return "минуты"
    return "минут"


def _areas(competences: Sequence[str], words: Mapping[str, str]) -> str:
    numbers = sorted({competence.partition(".")[0] for competence in competences})
    return ", ".join(words[key] for number in numbers if (key := f"area {number}") in words)


@cache
def _designs() -> Environment:
    return Environment(loader=FileSystemLoader(DESIGNS), autoescape=True, undefined=StrictUndefined)
