"""The signature of a file: PAdES-B-B in the first and only revision, invisible, tagged, the same each time.

The place is made when the page is laid out; the file is written with a hole, and pyHanko's CMS goes into the hole.
ECDSA over P-256 with RFC 6979, no clock: so the same key and the same page give the same bytes.
"""

import asyncio
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import cms, pem, x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pikepdf import Array, Dictionary, Name, Pdf, String
from pyhanko.sign import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.infra.pdf.metadata import pdf_date

HOLE = 3000
"""Bytes for the CMS: two certificates of P-256 take a third of them."""
ANNOTATION_FLAGS = 4 | 128
"""Printed and locked: PDF/A lets no annotation be hidden; this one has no size."""
_RANGE = re.compile(rb"/ByteRange \[ 0 (\d{10}) (\d{10}) (\d{10}) \] /Contents <(0+)>")
_SUB_FILTER = Name("/ETSI.CAdES.detached")


@dataclass(frozen=True)
class Place:
    """Where a file is signed: the field's widget, which tells what it is, and the signature itself."""

    widget: Dictionary
    signature: Dictionary


def add_signature(pdf: Pdf) -> Place:
    """An empty signature on the first page: a widget without size, a Form in the structure (ISO 14289-1, 7.18)."""
    page, structure = pdf.pages[0].obj, pdf.Root.StructTreeRoot
    signature = pdf.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=_SUB_FILTER))
    numbers = structure.ParentTree.Nums
    number = int(numbers[-2]) + 1
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("savodxon"),
            F=ANNOTATION_FLAGS,
            Rect=Array([0, 0, 0, 0]),
            P=page,
            V=signature,
            StructParent=number,
        )
    )
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=structure.K[0],
            Pg=page,
            K=Array([Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)]),
        )
    )
    structure.K[0].K.append(element)
    numbers.append(number)
    numbers.append(element)
    structure.ParentTreeNextKey = number + 1
    page.Annots = Array([*page.get(Name.Annots, []), widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=3)
    return Place(widget=widget, signature=signature)


def sign(place: Place, save: Callable[[], bytes], with_: Mapping[str, str], *, made_at: str, seed: str) -> bytes:
    """The file that `save` writes, signed.

    `with_` holds key and chain as PEM, the signer's name and what the field is called; `made_at` is told as the
    signing time; `seed` differs from file to file.
    """
    place.widget.TU = String(with_["label"])
    place.signature.M = String(pdf_date(made_at))
    place.signature.Name = String(with_["name"])
    marks = _unlikely_numbers(seed)
    place.signature.ByteRange = Array([0, *marks])
    place.signature.Contents = String(bytes(HOLE))
    file = bytearray(save())
    found = [match for match in _RANGE.finditer(file) if tuple(map(int, match.groups()[:3])) == marks]
    if len(found) != 1:
        raise ValueError("the place of the signature is not to be found")
    start, end = found[0].start(4) - 1, found[0].end(4) + 1
    ranges = b"/ByteRange [ 0 %d %d %d ]" % (start, end, len(file) - end)
    written = found[0].start(4) - len("/Contents <") - 1 - found[0].start()
    file[found[0].start() : found[0].start() + written] = ranges.ljust(written)
    digest = hashlib.sha256(memoryview(file)[:start])
    digest.update(memoryview(file)[end:])
    made = _signer(with_["key_pem"], with_["chain_pem"]).cms(digest.digest()).hex().encode()
    if len(made) > 2 * HOLE:
        raise ValueError(f"the signature takes {len(made) // 2} bytes of {HOLE}")
    file[start + 1 : start + 1 + len(made)] = made
    return bytes(file)


def _unlikely_numbers(seed: str) -> tuple[int, int, int]:
    """Ten digits each that nobody's words hold by chance or on purpose."""
    dice = int.from_bytes(hashlib.sha256(seed.encode()).digest())
    low, span = 10**9, 9 * 10**9
    return low + dice % span, low + dice // span % span, low + dice // span**2 % span


class KeptKeySigner(Signer):
    """Signs with a key that is read once; pyHanko's own signer reads it again for every signature."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, chain: list[x509.Certificate]) -> None:
        super().__init__(signing_cert=chain[0], cert_registry=SimpleCertificateStore.from_certs(chain))  # type: ignore[no-untyped-call]  # pyHanko's
        self._key = key
        self._model = self.build(bytes(32))

    def build(self, digest: bytes) -> bytes:
        """The CMS over a digest by SHA-256, as PAdES wants it; no signing time inside (EN 319 142-1, 6.3). Slow."""
        return bytes(asyncio.run(self.async_sign(digest, "sha256", use_pades=True)).dump())

    def cms(self, digest: bytes) -> bytes:
        """The same bytes: pyHanko's CMS of another file with this digest and its signature in their places."""
        content = cms.ContentInfo.load(self._model)
        signer = content["content"]["signer_infos"][0]
        for attribute in signer["signed_attrs"]:
            if attribute["type"].native == "message_digest":
                attribute["values"] = [digest]
        signer["signature"] = self._sign(signer["signed_attrs"].untag().dump())
        return bytes(content.dump())

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002 - pyHanko's signature
        """What pyHanko asks a signer for."""
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        return bytes(72) if dry_run else self._sign(data)

    def _sign(self, data: bytes) -> bytes:
        """ECDSA with the nonce of RFC 6979: nothing random, so the same each time and nothing to leak the key by."""
        return self._key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))


@lru_cache(maxsize=4)
def _signer(key_pem: str, chain_pem: str) -> KeptKeySigner:
    key = load_pem_private_key(key_pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("papers are signed with a key of P-256")
    chain = [x509.Certificate.load(der) for _, _, der in pem.unarmor(chain_pem.encode(), multiple=True)]
    return KeptKeySigner(key, chain)
