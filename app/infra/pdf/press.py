"""The printing child: the only importer of WeasyPrint. It reads files of the design's folder and nothing else.

By default WeasyPrint embeds any file it is pointed at, calls any address, and prints on when a letter or a picture
is missing. Here a page that does any of it is not printed at all. A page that is wanted as a picture is printed first
and then turned into pixels, so that there is one way to lay a page out.
"""

import hashlib
import io
import json
import logging
import mimetypes
from collections import OrderedDict
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from PIL import Image
from pypdfium2 import PdfDocument
from weasyprint import HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.infra.pdf.filling import Form
from app.infra.pdf.shaping import MissingGlyphError
from app.infra.pdf.template import VARIANT, FaultyPageError, lay_out
from app.kernel import sandbox

TEMPLATES = 24
"""Kept open at once: a class has one course, one language, a few sizes of names."""
COLOURS = 96
"""Of a picture: flat areas and the edges of letters need no more, and a PNG with a palette weighs a third."""


class FolderFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives the files of one folder, links followed; anything else stops the printing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=())
        self._folder = folder.resolve(strict=True)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's signature
        """The file that a `file:` address names; FatalURLFetchingError when it is not one of the folder's."""
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise FatalURLFetchingError(f"refused: {url[:200]}")
        path = Path(unquote(parts.path)).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise FatalURLFetchingError(f"not in the folder: {url[:200]}")
        kind, _ = mimetypes.guess_type(path.name)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind or "application/octet-stream"})

    def open(self, *_: object, **__: object) -> URLFetcherResponse:
        """Nothing: the inherited door to the network is shut."""
        raise FatalURLFetchingError("refused")


class Complaints(logging.Handler):
    """What WeasyPrint warned of while it printed one page."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the warning."""
        self.lines.append(record.getMessage())


def answer(request: bytes) -> bytes:
    """Print, or draw, one request of `printer.pack`; FaultyPageError with WeasyPrint's warnings when it has any."""
    complaints = Complaints()
    LOGGER.addHandler(complaints)
    fields = json.loads(request)
    try:
        pdf = _forms.print(fields) if "texts" in fields else _print(fields)
    except FatalURLFetchingError as refusal:  # not an Exception: it would end the child
        raise FaultyPageError(str(refusal)) from None
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.lines:
        raise FaultyPageError("; ".join(complaints.lines)[:1000])
    return _draw(pdf, *fields["pixels"]) if fields.get("pixels") else pdf


def _print(fields: dict[str, Any]) -> bytes:
    folder = Path(fields["folder"])
    page = HTML(string=fields["html"], base_url=f"{folder.as_uri()}/", url_fetcher=FolderFetcher(folder))
    document = page.render(font_config=FontConfiguration())
    document.metadata.created = document.metadata.modified = fields["made_at"]
    return bytes(document.write_pdf(pdf_variant=VARIANT, pdf_identifier=fields["identifier"].encode()))


class Forms:
    """The laid-out pages that were asked for last, kept open to be filled."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Form] = OrderedDict()

    def print(self, fields: dict[str, Any]) -> bytes:
        """The sheet by way of its template; laid out by itself when asked for or when the template lacks a letter."""
        if not fields["is_plain"] and all(text.strip() for text in fields["texts"].values()):
            try:
                return self._form(fields).fill(fields)
            except MissingGlyphError:
                pass
        return _open(fields, is_template=False).fill(fields)

    def _form(self, fields: dict[str, Any]) -> Form:
        places = [sorted(fields[kind]) for kind in ("texts", "links", "drawings")]
        attachment = fields["attachment"] and fields["attachment"]["name"]
        alike = [fields["html"], fields["folder"], bool(fields["signature"]), attachment, places]
        key = hashlib.sha256(json.dumps(alike).encode()).digest()
        if key not in self._kept:
            self._kept[key] = _open(fields, is_template=True)
            if len(self._kept) > TEMPLATES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _open(fields: dict[str, Any], *, is_template: bool) -> Form:
    layout = lay_out(fields, FolderFetcher, is_template=is_template)
    attachment = fields["attachment"]
    return Form(layout, is_signed=bool(fields["signature"]), attachment=attachment and attachment["name"])


_forms = Forms()


def _draw(pdf: bytes, width: int, height: int) -> bytes:
    """The only page as a PNG of this size."""
    document = PdfDocument(pdf)
    try:
        if len(document) != 1:
            raise FaultyPageError(f"a picture is one page, not {len(document)}")
        page = document[0]
        drawn = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    if drawn.size != (width, height):
        raise FaultyPageError(f"the page is {drawn.size}, the picture {(width, height)}")
    file = io.BytesIO()
    drawn.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    sandbox.serve(answer)
