"""Many certificates as one file to print. A copy: it bears no signature and no credential, and says so.

Fonts and ornaments that the certificates have in common are kept once. Only one source is open at a time, so memory
grows by what a page itself takes: a few kilobytes.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Rectangle, Stream, String

NOTE = "Chop etish uchun nusxa: elektron muhri yoʻq. Копия для печати: без электронной печати."
MILLIMETRE = 72 / 25.4
A4 = (297 * MILLIMETRE, 210 * MILLIMETRE)
MARGIN = 10 * MILLIMETRE
"""Around a page that has cut marks."""
MARK = 5 * MILLIMETRE
_HALF = 0.5**0.5
"""A5 to A4."""


def join_certificates(pdfs: Iterable[Path], *, per_page: int = 1, has_cut_marks: bool = False) -> bytes:
    """The first pages of these files, in order, as one file for a printer.

    One to a page of A4, or two, one above the other, on a page of A4 upright. Cut marks stand in a margin around the
    page, or between the two. ValueError for another number or for no file at all; pikepdf.PdfError for a file that is
    none.
    """
    if per_page not in {1, 2}:
        raise ValueError("one certificate or two go on a page")
    with Pdf.new() as joined:
        forms = _forms(joined, pdfs)
        for first in forms:
            together = [first, *(form for _, form in zip(range(per_page - 1), forms, strict=False))]
            _add_page(joined, together, is_double=per_page == 2, has_cut_marks=has_cut_marks)  # noqa: PLR2004 - as above
        if not joined.pages:
            raise ValueError("no certificate to print")
        joined.docinfo.Title = joined.docinfo.Subject = String(NOTE)
        file = io.BytesIO()
        joined.save(file, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return file.getvalue()


def _forms(joined: Pdf, pdfs: Iterable[Path]) -> Iterator[Stream]:
    """Each file's page as a drawing of the joined file."""
    shared: dict[bytes, Object] = {}
    for path in pdfs:
        with Pdf.open(path) as source:
            page = source.pages[0].obj
            key = _digest(page.Resources)
            if key not in shared:
                shared[key] = joined.make_indirect(joined.copy_foreign(_indirect(source, page.Resources)))
            form = Stream(joined, page.Contents.read_bytes())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, *A4])
        form.Resources = shared[key]
        yield form


def _indirect(source: Pdf, thing: Object) -> Object:
    return thing if thing.is_indirect else source.make_indirect(thing)


def _digest(thing: Object) -> bytes:
    """Names what an object holds, all that it refers to included: the same in two files for the same content."""
    if isinstance(thing, Stream):
        said = _digest(thing.stream_dict) + thing.read_raw_bytes()
    elif b" R" not in (said := thing.unparse()):
        pass
    elif isinstance(thing, Dictionary):
        said = b"".join(key.encode() + b"=" + _digest_of(thing[key]) for key in sorted(thing.keys()))
    elif isinstance(thing, Array):
        said = b"[" + b" ".join(map(_digest_of, thing))
    return hashlib.sha256(said).digest()


def _digest_of(item: object) -> bytes:
    return _digest(item) if isinstance(item, Object) else repr(item).encode()


def _add_page(joined: Pdf, forms: list[Stream], *, is_double: bool, has_cut_marks: bool) -> None:
    width, height = A4[::-1] if is_double else A4
    margin = MARGIN if has_cut_marks and not is_double else 0
    scale = _HALF if is_double else 1
    steps = (height / 2, 0.0) if is_double else (0.0,)
    drawn = [
        f"q {scale:.6f} 0 0 {scale:.6f} {margin:.3f} {margin + step:.3f} cm /C{number} Do Q"
        for number, step in zip(range(len(forms)), steps, strict=False)
    ]
    if has_cut_marks:
        drawn.append(_marks(width, height, margin, is_double=is_double))
    page = joined.add_blank_page(page_size=(width + 2 * margin, height + 2 * margin))
    page.trimbox = Rectangle(margin, margin, margin + width, margin + height).as_array()
    page.Resources = Dictionary(XObject=Dictionary({f"/C{number}": form for number, form in enumerate(forms)}))
    page.Contents = joined.make_stream("\n".join(drawn).encode())


def _marks(width: float, height: float, margin: float, *, is_double: bool) -> str:
    """Where to cut: at the corners, or half-way up."""
    if is_double:
        lines = [(edge, height / 2, edge + MARK * side, height / 2) for edge, side in ((0, 1), (width, -1))]
    else:
        lines = []
        for x, across in ((margin, -1), (margin + width, 1)):
            for y, along in ((margin, -1), (margin + height, 1)):
                lines += [
                    (x + across * 6, y, x + across * (6 + MARK), y),
                    (x, y + along * 6, x, y + along * (6 + MARK)),
                ]
    return "q 0.4 w " + " ".join("{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*line) for line in lines) + " Q"


def join_pages(files: Iterable[tuple[Path, int]]) -> tuple[bytes, int]:
    """All pages of these files in order, each file so many times, as one file for a printer; and how many pages it has.

    A copy: what the files say of their structure does not come along. Pages that stand there twice are kept once in
    the file, and fonts that files have in common too. An empty joined file is refused with ValueError.
    """
    with Pdf.new() as joined:
        shared: dict[bytes, Object] = {}
        for path, copies in files:
            with Pdf.open(path) as source:
                pages = [_copied(joined, source, page.obj, shared) for page in source.pages]
            for _copy in range(copies):
                for page in pages:
                    joined.pages.append(pikepdf.Page(joined.make_indirect(Dictionary(**page))))
        if not joined.pages:
            raise ValueError("no page to print")
        file = io.BytesIO()
        joined.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return file.getvalue(), len(joined.pages)


def _copied(joined: Pdf, source: Pdf, page: Object, shared: dict[bytes, Object]) -> dict[str, Any]:
    """A page with its drawing and its resources, brought over; fonts by what they hold."""
    resources = Dictionary()
    for kind, things in page.Resources.items():
        if isinstance(things, Dictionary) and kind in {"/Font", "/XObject"}:
            resources[kind] = Dictionary({name: _shared(joined, source, one, shared) for name, one in things.items()})
        else:
            resources[kind] = joined.copy_foreign(_indirect(source, things))
    return {
        "Type": Name.Page,
        "MediaBox": Array([float(edge) for edge in page.MediaBox]),
        "Resources": joined.make_indirect(resources),
        "Contents": joined.make_stream(page.Contents.read_bytes()),
    }


def _shared(joined: Pdf, source: Pdf, thing: Object, shared: dict[bytes, Object]) -> Object:
    key = _digest(thing)
    if key not in shared:
        shared[key] = joined.make_indirect(joined.copy_foreign(_indirect(source, thing)))
    return shared[key]
