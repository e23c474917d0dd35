"""One paper of a class pack: a page or a few, in the group's language, made ready for a printer without colours.

A paper is printed by itself, so that its pages are counted by themselves and the printing process stays small.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from markupsafe import Markup

from app.centres.types.papers import PackPart
from app.centres.types.places import CohortFacts
from app.infra.pdf.faces import read_face
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.kernel.locale import get_language
from app.published.queries import get_library
from app.web.previews import FONTS

FACES = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""A paper bears no date of its own: the same words, the same bytes."""
SECONDS = 60.0
_PICTURE = re.compile(r'src="/media/(?P<digest>[0-9a-f]{64})/[^"]*\.(?P<suffix>[a-z]+)"')
_LINK = re.compile(r'<a\b[^>]*?href="(?P<address>[^"]*)"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
_BACK = re.compile(r"<a\b[^>]*footnote-backref[^>]*>.*?</a>", re.DOTALL)
_PLACE = re.compile(r"<!--.*?-->", re.DOTALL)
_ID = re.compile(r'\s(?:id|loading|decoding|title)="[^"]*"')
_ADDRESS = 60
"""Characters of an address that somebody will still type."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is printed: HTML with pictures by their digests, or files that are there already."""

    part: PackPart
    html: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """File name -> digest of the media file."""
    copies: int = 1
    files: tuple[Path, ...] = ()
    """Certificates, one page each."""


def make_paper(part: PackPart, template: str, cohort: CohortFacts, *, copies: int = 1, **values: object) -> Paper:
    """A paper from `templates/centres/print/`, in the language that is spoken now."""
    page = current_app.jinja_env.get_template(f"centres/print/{template}.html").render(
        cohort=cohort,
        html_lang=get_language(cohort.language).html_lang,
        organiser=current_app.config["ORGANISER"],
        css_text=css_text,
        **values,
    )
    html, pictures = with_pictures(drawable_html(page))
    return Paper(part=part, html=html, pictures=pictures, copies=copies)


def drawable_html(html: str) -> str:
    """The HTML without what our fonts lack, such as a smiling face: a missing letter would stop the printing."""
    face = read_face(FONTS / FACES[0])
    lacking = {char for char in set(html) if not char.isspace() and not face.covers(char)}
    return html.translate({ord(char): None for char in lacking}) if lacking else html


def printable(html: str) -> Markup:
    """Compiled text for paper: addresses beside what leads to them, no marks of films and quizzes, no jumps."""
    plain = _ID.sub("", _PLACE.sub("", _BACK.sub("", html)))
    return Markup(_LINK.sub(_said, plain))  # noqa: S704 - compiled and cleaned at publish


def _said(link: re.Match[str]) -> str:
    """A link as words, with its address where somebody could type it and does not read it already."""
    address = link["address"].removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    is_inside = link["address"].startswith(("#", "/")) or "://" not in link["address"]
    if is_inside or address in link["text"] or len(address) > _ADDRESS:
        return link["text"]
    return f'{link["text"]} <span class="url">({address})</span>'


def with_pictures(html: str) -> tuple[str, dict[str, str]]:
    """The HTML with pictures as files beside it, and which these are."""
    pictures: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        name = f"{match['digest']}.{match['suffix']}"
        pictures[name] = match["digest"]
        return f'src="{name}"'

    return _PICTURE.sub(named, html), pictures


def css_text(text: str) -> Markup:
    """A text between the quotes of a style sheet, whatever it holds."""
    return Markup("".join(char if char.isalnum() else f"\\{ord(char):06x}" for char in text))  # noqa: S704 - letters and escapes


def print_paper(paper: Paper) -> bytes:
    """The paper as PDF. ChildFailed when it cannot be printed. Slow: half a second a page."""
    with tempfile.TemporaryDirectory(prefix="paper-") as name:
        folder = Path(name)
        for face in FACES:
            shutil.copyfile(FONTS / face, folder / face)
        for file, digest in paper.pictures.items():
            shutil.copyfile(get_library().media_path(digest), folder / file)
        request = PdfRequest(html=paper.html, folder=folder, identifier=paper.part.value, made_at=MADE_AT)
        return render_pdf(request, seconds=SECONDS)
