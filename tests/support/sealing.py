"""Seals, lists and signed PDFs made apart from the site's own code, to try the verifier with: certificates.md, 0.3."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import cbor2
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.infra.pdf.printer import PdfRequest, render_pdf

EPOCH = date(2020, 1, 1)
ISSUER = "http://localhost"
LATIN, CYRILLIC = "Gʻulomova Oʻgʻiloy Sanʼatovna", "Ғуломова Ўғилой Санъатовна"
TITLE = "Raqamli savodxonlik asoslari"
DESIGNS = Path(__file__).parents[2] / "certificates"
FACE = "@font-face{font-family:G;src:url(fonts/EBGaramond-Medium.ttf)}html{font-family:G}"
CODE = bytes.fromhex("7f3a91c2d4e5f60718aa")


def day_of(day: date) -> int:
    """Days since 2020 began."""
    return (day - EPOCH).days


def url64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def digits_of(payload: bytes) -> str:
    """The payload as one number."""
    return str(int.from_bytes(payload))


class SealKey:
    """An Ed25519 key with its name."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        self.public = self._key.public_key().public_bytes_raw()
        self.kid = hashlib.sha256(self.public).digest()[:4]

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)


def body(**facts: Any) -> list[Any]:
    """What a certificate says, in the order of the payload."""
    plain = {
        "id": CODE,
        "name": LATIN,
        "title": TITLE,
        "day": day_of(date(2026, 11, 20)),
        "minutes": 72,
        "percent": 94,
        "index": 48213,
        "kind": 0,
        "voucher": 0,
        "flags": 0,
    }
    return list((plain | facts).values())


def seal(key: SealKey, facts: list[Any] | bytes | None = None) -> bytes:
    """A payload of version 1; `facts` as bytes are taken as CBOR already."""
    packed = facts if isinstance(facts, bytes) else cbor2.dumps(facts or body(), canonical=True)
    head = b"\x01" + key.kid + packed
    return head + key.sign(b"savodxon-certificate-1" + head)


def grant(root: SealKey, node: SealKey, *, start: date, end: date, scope: Iterable[str] = ()) -> bytes:
    """The root lets a node seal."""
    packed = cbor2.dumps(["qishloq-7", node.public, day_of(start), day_of(end), list(scope)], canonical=True)
    return root.kid + len(packed).to_bytes(2) + packed + root.sign(b"savodxon-grant-1" + root.kid + packed)


def delegated(node: SealKey, token: bytes, facts: list[Any] | None = None) -> bytes:
    """A payload of version 2."""
    head = b"\x02" + token + cbor2.dumps(facts or body(), canonical=True)
    return head + node.sign(b"savodxon-certificate-2" + head)


class PaperKey:
    """A P-256 key with a certificate of its own making, to sign PDFs."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Savodxon")])
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self._key.public_key())
        builder = builder.serial_number(7).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        made = builder.not_valid_after(datetime(2040, 1, 1, tzinfo=UTC)).sign(self._key, hashes.SHA256())
        self._certificate = made.public_bytes(serialization.Encoding.DER)
        self.public = self._key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, pdf: bytes) -> bytes:
        """The PDF with an invisible PAdES signature by pyHanko."""
        plain = self._key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        signer = signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(self._certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(plain),
            cert_registry=SimpleCertificateStore(),
        )
        how = signers.PdfSignatureMetadata(
            field_name="Savodxon", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        out = BytesIO()
        with ThreadPoolExecutor(1) as aside:  # pyHanko runs a loop of its own, and Playwright has one here
            aside.submit(
                signers.sign_pdf, IncrementalPdfFileWriter(BytesIO(pdf)), how, signer=signer, output=out
            ).result()
        return out.getvalue()


def print_paper(address: str, inside: str = "QR") -> bytes:
    """A page with a link to this address, as WeasyPrint prints it."""
    html = f'<html lang="uz"><title>Sertifikat</title><style>{FACE}</style><a href="{address}">{inside}</a></html>'
    made_at = datetime(2026, 11, 20, tzinfo=UTC)
    return render_pdf(PdfRequest(html=html, folder=DESIGNS, identifier="paper", made_at=made_at))


class Mint:
    """An issuer: keys, the signed list, seals and papers."""

    def __init__(self) -> None:
        self.key, self.paper = SealKey(), PaperKey()
        self.start, self.end = date(2026, 1, 1), None
        self.withdrawn: date | None = None
        self.gone: list[list[int]] = []
        self.made = datetime.now(UTC)

    @property
    def window(self) -> dict[str, Any]:
        """From when till when the key signs."""
        end = None if self.end is None else day_of(self.end)
        withdrawn = {} if self.withdrawn is None else {"withdrawn": day_of(self.withdrawn)}
        return {"from": day_of(self.start), "to": end} | withdrawn

    def list(self, *, age: timedelta = timedelta(), signer: SealKey | None = None, **changed: Any) -> bytes:
        """`/v/list.json`, `age` old."""
        key = signer or self.key
        plain = {
            "issuer": ISSUER,
            "organiser": "Savodxon",
            "made": int((self.made - age).timestamp()),
            "keys": [{"kid": self.key.kid.hex(), "public": url64(self.key.public)} | self.window],
            "papers": [{"public": url64(self.paper.public), "from": day_of(date(2026, 1, 1)), "to": None}],
            "gone": self.gone,
        } | changed
        text = json.dumps(plain, ensure_ascii=False)
        signature = url64(key.sign(b"savodxon-list-1" + text.encode()))
        return json.dumps({"list": text, "kid": key.kid.hex(), "signature": signature}).encode()

    def seal(self, **facts: Any) -> str:
        """The digits of a seal."""
        return digits_of(seal(self.key, body(**facts)))


class WithList:
    """The site with this list at `/v/list.json`; None, and there is nothing."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self.answer: bytes | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The list, or the site's own answer."""
        if environ.get("PATH_INFO") != "/v/list.json":
            return self._app(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [self.answer or b"{}"]
