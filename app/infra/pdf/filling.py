"""A laid-out page made into finished files with pikepdf: words, drawings, links, metadata, attachment, signature.

One `Form` stays open and is filled again and again; nothing of one copy is left in the next. The same fields give the
same bytes in every process: object numbers follow the file's structure, the identifier its content.
"""

import hashlib
import io
import re
import tempfile
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from app.infra.pdf.metadata import describe, pdf_date
from app.infra.pdf.signing import add_signature, sign
from app.infra.pdf.template import FaultyPageError, Layout, Leaf, link_sample

_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1H\d+z")
_QR = re.compile(rf"(?:{_RUN.pattern})*")


class Form:
    """A laid-out page, open to be filled."""

    def __init__(self, layout: Layout, *, is_signed: bool, attachment: str | None) -> None:
        self._layout = layout
        self._pdf = Pdf.open(io.BytesIO(layout.pdf))
        self._page = self._pdf.pages[0].obj
        _mend_structure(self._pdf, layout.leaves)
        self._links = {str(one.A.URI): one for one in self._page.get(Name.Annots, []) if Name.A in one}
        self._file = _attach(self._pdf, attachment) if attachment else None
        self._signature = add_signature(self._pdf) if is_signed else None

    def fill(self, fields: Mapping[str, Any]) -> bytes:
        """The finished file. MissingGlyphError when a line needs a letter that the page's fonts were not given."""
        self._page.Contents.write(self._content(fields))
        for key, link in fields["links"].items():
            one = self._links[link_sample(key)]
            one.A.URI, one.Contents = String(link["address"]), String(link["said"])
        _describe(self._pdf, fields)
        if self._file is not None:
            _fill_attachment(self._file, b64decode(fields["attachment"]["data"]), fields["made_at"])
        if self._signature is None:
            return self._save()
        seed = fields["identifier"] + "".join(link["address"] for link in fields["links"].values())
        return sign(self._signature, self._save, fields["signature"], made_at=fields["made_at"], seed=seed)

    def _content(self, fields: Mapping[str, Any]) -> bytes:
        layout = self._layout
        filled = [layout.pieces[0]]
        for key, piece in zip(layout.order, layout.pieces[1:], strict=True):
            if key in layout.slots:
                filled.append(layout.setter.set_line(layout.slots[key], fields["texts"][key]))
            else:
                filled.append(_drawn(fields["drawings"][key]))
            filled.append(piece)
        return b"".join(filled)

    def _save(self) -> bytes:
        """The file as it stands: at most a megabyte, which is what the press may write."""
        with tempfile.TemporaryFile() as file:  # twice as fast as into memory
            self._pdf.save(
                file,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
            file.seek(0)
            return file.read()


def _drawn(path: str) -> bytes:
    """A QR code's path (`infra.qr`) as rectangles, one a run."""
    if not _QR.fullmatch(path):
        raise FaultyPageError("a drawing's path is not a QR code's")
    return "\n".join(f"{x} {y} {width} 1 re" for x, y, width in _RUN.findall(path)).encode()


def _describe(pdf: Pdf, fields: Mapping[str, Any]) -> None:
    said = {key: fields[key] for key in ("title", "author", "subject", "made_at")}
    pdf.Root.Metadata.write(describe(**said))
    info, moment = pdf.trailer.Info, String(pdf_date(fields["made_at"]))
    info.Title, info.Author, info.Subject = (String(said[key]) for key in ("title", "author", "subject"))
    info.CreationDate = info.ModDate = moment


def _mend_structure(pdf: Pdf, leaves: tuple[Leaf, ...]) -> None:
    """Say each piece's own language, and where a drawing stands, in the page's measure."""
    _drop_second_links(pdf)
    elements = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    for leaf in leaves:
        element = elements[leaf.mcid]
        if leaf.language:
            element.Lang = String(leaf.language)
        if leaf.figure:
            element.A.BBox = Array(leaf.figure)


def _drop_second_links(pdf: Pdf) -> None:
    """A drawing in a link is made a link once more, outside of the structure's links: take that away."""
    page, numbers = pdf.pages[0].obj, pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = dict(zip((int(number) for number in list(numbers)[::2]), list(numbers)[1::2], strict=True))
    second = {number for number, owner in owners.items() if number and Name.Link != owner.S}
    for number in second:
        owners[number].K = Array([kid for kid in owners[number].K if isinstance(kid, int) or Name.Obj not in kid])
    kept = [[number, owner] for number, owner in sorted(owners.items()) if number not in second]
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array([item for pair in kept for item in pair])
    if Name.Annots in page:
        page.Annots = Array([one for one in page.Annots if int(one.StructParent) not in second])


def _attach(pdf: Pdf, name: str) -> pikepdf.Stream:
    """The empty file of this name, as data that the page was made from (ISO 19005-3, annex E)."""
    file = pdf.make_stream(b"", Type=Name.EmbeddedFile, Subtype=Name("/application/ld+json"))
    told = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String("Open Badges 3.0"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=file, UF=file),
        )
    )
    pdf.Root.AF = Array([told])
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String(name), told]))
    return file


def _fill_attachment(file: pikepdf.Stream, data: bytes, made_at: str) -> None:
    file.write(data)
    moment = String(pdf_date(made_at))
    file.Params = Dictionary(
        Size=len(data),
        CheckSum=String(hashlib.md5(data, usedforsecurity=False).digest()),
        CreationDate=moment,
        ModDate=moment,
    )
