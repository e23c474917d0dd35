"""All of one person's data as one zip: a page to read offline, the same for programs, and the certificates."""

import io
import json
import zipfile
from collections.abc import Iterator

from flask import current_app

from app.certificates.queries.records import list_of_person
from app.infra.storage import MissingFileError, get_storage
from app.kernel import clock
from app.kernel.locale import RU, Tag
from app.privacy.documents.sheets import list_sheets
from app.privacy.queries import gather_person
from app.web.i18n import current_language, in_language
from app.web.pages import moment_text

DATA = "data.json"
FOLDER = "pdf"


def make_archive(person_id: str, tag: Tag) -> bytes:
    """The zip, in this language."""
    gathered = gather_person(person_id)
    printed = dict(_certificates(person_id))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(page_name(tag), _page(gathered, sorted(printed), tag))
        archive.writestr(DATA, json.dumps(gathered, ensure_ascii=False, indent=1))
        for name, data in printed.items():
            archive.writestr(name, data, zipfile.ZIP_STORED)
    return buffer.getvalue()


def page_name(tag: Tag) -> str:
    """The page's file: a word that people know, in letters that every zip program writes."""
    return "moi-dannye.html" if tag == RU else "malumotlarim.html"


def _certificates(person_id: str) -> Iterator[tuple[str, bytes]]:
    """The PDFs that are the person's; one that is gone or revoked is not among them."""
    for record in list_of_person(person_id):
        if record.pdf_digest and record.revoked_on is None and not record.is_nameless:
            try:
                yield f"{FOLDER}/{record.code}.pdf", get_storage().get(record.pdf_digest)
            except MissingFileError:
                continue


def _page(gathered: dict[str, list[dict[str, object]]], files: list[str], tag: Tag) -> str:
    with in_language(tag):
        return current_app.jinja_env.get_template("privacy/archive.html").render(
            lang=current_language(),
            sheets=list_sheets(gathered),
            files=files,
            made_at=moment_text(clock.now()),
            data=DATA,
        )
