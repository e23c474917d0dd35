"""A certificate as WeasyPrint alone prints it, warm: style sheets, fonts and pictures are read once. Run as a child."""

import json
import re
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from app.infra.pdf.press import FolderFetcher
from app.infra.pdf.template import _PLACE, contents_of
from app.kernel import sandbox

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]*)">')
_fonts = FontConfiguration()
_styles: dict[str, CSS] = {}
_pictures: dict[str, object] = {}


def answer(request: bytes) -> bytes:
    """The sheet of `printer.pack_sheet` as a PDF of the same variant, with nothing done to it."""
    fields = json.loads(request)
    folder = Path(fields["folder"])
    for name in _LINK.findall(fields["html"]):
        if name not in _styles:
            _styles[name] = CSS(folder / name, font_config=_fonts, url_fetcher=FolderFetcher(folder))
    values = contents_of(fields)
    html = _PLACE.sub(lambda match: values[match[1]], _LINK.sub("", fields["html"]))
    page = HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=FolderFetcher(folder))
    document = page.render(stylesheets=list(_styles.values()), font_config=_fonts, cache=_pictures)
    return bytes(document.write_pdf(pdf_variant="pdf/a-3a"))


if __name__ == "__main__":
    sandbox.serve(answer)
