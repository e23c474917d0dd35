"""The certificate as a page and as a PDF: facts in, bytes out. No database, no clock; the same facts, the same bytes.

It claims nothing beyond its facts and says that it is not a state document. Slow: never inside a write transaction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from html import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.certificates.documents.fitting import (
    ADDRESS_STEPS,
    COLUMN_POINTS,
    DESIGNS,
    NAME_LETTERS,
    NAME_STEPS,
    ORGANISER_STEPS,
    SAID_STEPS,
    SECOND_STEPS,
    TITLE_LETTERS,
    TITLE_STEPS,
    Fitted,
    fit,
    fit_parts,
    printable,
    sans,
    serif,
)
from app.certificates.documents.words import Words, count_minutes, labels, of_kind, say_test, say_voucher
from app.infra.pdf.printer import Attachment, Link, Sheet, Signature, place, render_sheet
from app.infra.qr import qr_code
from app.kernel.dates import format_date
from app.kernel.locale import RU, UZ, UZ_CYRL, Tag, get_language
from app.seals.types.facts import Kind, Voucher
from app.seals.types.keys import PaperSigner

LEAST_QR, MOST_QR = 38.0, 54.0
"""Millimetres; the page has no more room."""
MODULE = 0.585
"""Millimetres: what phones read from a poor print, with the quiet zone of four modules."""
CREDENTIAL = "credential.json"
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """All that a certificate says. `name` is printed as its owner wrote it."""

    name: str
    language: Tag
    course_title: str
    """The course's, or the path's."""
    minutes: int
    issued_on: date
    score_percent: int
    code: str
    verify_url: str
    organiser: str
    competences: tuple[str, ...] = ()
    """DigComp competences of the course, such as "2.3"; their areas are printed."""
    digcomp_version: str = "2.2"
    kind: Kind = Kind.COURSE
    voucher: Voucher = Voucher.LEARNER
    voucher_name: str = ""
    """The centre or the provider."""
    is_supervised: bool = False
    is_unassisted: bool = False
    second_name: str = ""
    """The name in the other script, as its owner confirmed it; never derived."""
    parts: tuple[str, ...] = ()
    """Titles of a path's courses."""
    replaces: str = ""
    """Code of the certificate that this one supersedes."""
    seal_address: str = ""
    """What the QR code holds: the verifying page with the seal; without it, the printed address."""
    credential: bytes = b""
    """The Open Badges credential that goes with the file; none when empty."""


def render_certificate(facts: CertificateFacts, *, design: str, signer: PaperSigner | None) -> bytes:
    """The certificate as PDF/A-3a and PDF/UA-1 in one of the designs (a folder in `certificates/`).

    The same bytes for the same facts. Without a signer it is a preview, not a certificate. Raises
    jinja2.TemplateNotFound for a design that does not exist, KeyError for a language that it is not written in, and as
    `infra.pdf.printer.render_sheet` does.
    """
    return render_sheet(certificate_sheet(facts, design=design, signer=signer))


def certificate_sheet(
    facts: CertificateFacts, *, design: str, signer: PaperSigner | None, is_plain: bool = False
) -> Sheet:
    """What is printed: the page of this design, and what is put into its places."""
    words, face, small = labels(facts.language), serif(), sans()
    name = fit(printable(facts.name, face, limit=NAME_LETTERS), face, NAME_STEPS)
    second = fit(printable(facts.second_name, face, limit=NAME_LETTERS), face, SECOND_STEPS)
    organiser = fit(printable(facts.organiser, face, limit=NAME_LETTERS), face, ORGANISER_STEPS, COLUMN_POINTS)
    title = printable(facts.course_title, face, limit=TITLE_LETTERS)
    vouched = say_voucher(words, facts.voucher, printable(facts.voucher_name, small, limit=NAME_LETTERS))
    voucher = fit(vouched, small, SAID_STEPS, COLUMN_POINTS)
    test = say_test(words, is_supervised=facts.is_supervised, is_unassisted=facts.is_unassisted)
    replaces = fit(words["replaces"].replace("%s", facts.replaces), small, SAID_STEPS, COLUMN_POINTS)
    address = fit(facts.verify_url.partition("://")[2], small, ADDRESS_STEPS, COLUMN_POINTS)
    qr = qr_code(facts.seal_address or facts.verify_url)
    texts = {
        **_lines("name", name),
        **_lines("voucher", voucher),
        "score": f"{facts.score_percent}{_NBSP if facts.language == RU else ''}%",
        "issued-on": format_date(facts.issued_on, facts.language),
        "code": facts.code,
        "address": address.text,
    }
    if second.text:
        texts["second"] = second.text
    if facts.replaces:
        texts |= _lines("replaces", replaces)
    html = (
        _designs()
        .get_template(f"{design}/design.html")
        .render(
            design=design,
            html_lang=get_language(facts.language).html_lang,
            labels=_labels(words, facts.kind),
            name=_placed("name", name, facts.language),
            second=_placed("second", second, facts.language) if second.text else None,
            course=fit(f"«{title}»", face, TITLE_STEPS),
            parts=fit_parts(facts.parts, small),
            figures=_figures(facts, words),
            organiser=_shown(organiser, facts.language),
            areas=_areas(facts.competences, words),
            digcomp_version=facts.digcomp_version,
            grounds=[
                _placed("voucher", voucher, facts.language),
                *([_shown(fit(test, small, SAID_STEPS, COLUMN_POINTS), facts.language)] if test else []),
                *([_placed("replaces", replaces, facts.language)] if facts.replaces else []),
            ],
            code=place("code"),
            verify_link=place("verify"),
            address={"size": address.size, "line": place("address")},
            qr={"side": qr.side, "mm": qr_size(qr.side), "path": place("qr"), "link": place("seal")},
        )
    )
    return Sheet(
        html=html,
        folder=DESIGNS,
        identifier=facts.code,
        made_at=datetime.combine(facts.issued_on, time(), UTC),
        title=f"{words['title']}: {name.text}",
        author=organiser.text,
        subject=title,
        texts=texts,
        links={
            "verify": Link(address=facts.verify_url, said=address.text),
            "seal": Link(address=facts.seal_address or facts.verify_url, said=words["qr"]),
        },
        drawings={"qr": qr.path},
        attachment=Attachment(name=CREDENTIAL, data=facts.credential) if facts.credential else None,
        signature=_signature(signer, name=organiser.text, label=words["signature"]),
        is_plain=is_plain,
    )


def _labels(words: Words, kind: Kind) -> dict[str, str | list[str]]:
    return {
        **words,
        "after_name": of_kind(words, "after_name", kind),
        "check_by_camera": words["check_by_camera"].split("|"),
    }


def qr_size(side: int) -> float:
    """Millimetres at which a QR code of so many modules is printed."""
    return round(min(max(LEAST_QR, side * MODULE), MOST_QR), 2)


def _signature(signer: PaperSigner | None, *, name: str, label: str) -> Signature | None:
    if signer is None:
        return None
    return Signature(key_pem=signer.key_pem, chain_pem=signer.chain_pem, name=name, label=label)


def _lines(key: str, fitted: Fitted) -> dict[str, str]:
    """What goes into the places that `_placed` makes."""
    return {f"{key}-{number}": line for number, line in enumerate(fitted.lines)}


def _placed(key: str, fitted: Fitted, language: Tag) -> dict[str, object]:
    """A text whose lines are filled in later; a single place is named by the key alone."""
    numbered = [place(f"{key}-{number}") for number in range(len(fitted.lines))]
    return _shown(fitted, language) | {"lines": numbered, "line": place(key)}


def _shown(fitted: Fitted, language: Tag) -> dict[str, object]:
    return {"lines": fitted.lines, "size": fitted.size, "lang": _script_of(fitted.text, language)}


def _script_of(text: str, language: Tag) -> str:
    """The language to read a text in when its script is not the page's; empty when it is."""
    is_page_latin = language == UZ
    if is_page_latin and _CYRILLIC.search(text):
        return get_language(UZ_CYRL).html_lang
    if not is_page_latin and _LATIN.search(text) and not _CYRILLIC.search(text):
        return get_language(UZ).html_lang
    return ""


def _figures(facts: CertificateFacts, words: Words) -> list[Mapping[str, str]]:
    unit = count_minutes(facts.minutes, facts.language)
    return [
        {"label": of_kind(words, "minutes", facts.kind), "value": f"{facts.minutes}{_NBSP}{unit}"},
        {"label": of_kind(words, "score", facts.kind), "value": place("score")},
        {"label": words["issued_on"], "value": place("issued-on")},
    ]


def _areas(competences: Sequence[str], words: Words) -> str:
    numbers = sorted({competence.partition(".")[0] for competence in competences})
    return ", ".join(words[key] for number in numbers if (key := f"area {number}") in words)


def _lang(tag: str) -> Markup:
    """The attribute that says a text's own language, or nothing."""
    return Markup(f' lang="{escape(tag)}"') if tag else Markup()  # noqa: S704 - escaped


@cache
def _designs() -> Environment:
    made = Environment(loader=FileSystemLoader(DESIGNS), autoescape=True, undefined=StrictUndefined)
    made.filters["lang"] = _lang
    return made
