"""Keys of a site, and papers as the press makes them: printed, linked, with a credential, signed in one revision."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.infra.database import write_tx
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.kernel import clock
from app.kernel.codes import code_of
from app.kernel.locale import UZ
from app.kernel.sandbox import ROOT
from app.seals.service.issuing import make_credential, paper_signer, seal
from app.seals.service.ring import make_keys
from app.seals.types.facts import CredentialFacts

SITE = "http://localhost"
ISSUER = f"{SITE}/v/issuer.json"
PAGE = """<!doctype html><html lang="uz-Latn"><head><title>Sertifikat</title>
<meta name="author" content="Savodxon"><style>
@font-face { font-family: Sans; src: url(fonts/NotoSans-Regular.ttf) } body { font-family: Sans }
</style></head><body><h1>Sertifikat</h1><p><a href="https://example.uz/v#1">Tekshirish</a></p></body></html>"""


def with_keys(starts_on=None):
    """The keys that a site issues with. Inside the application."""
    with write_tx():
        return make_keys(starts_on or clock.today())


def facts(**changes):
    """What a certificate says."""
    code = code_of(changes.pop("number", 2**79 + 12345))
    plain = CredentialFacts(
        code=code,
        name="Oʻgʻiloy Gʻulomova",
        title="my.gov.uz portali bilan ishlash",
        issued_on=clock.today(),
        minutes=60,
        percent=94,
        status_index=7,
        language=UZ,
        description="Portaldan foydalanishni oʻrgatadi.",
        competences=("2.3", "4.1"),
        verify_address=f"{SITE}/c/{code}",
        organiser="Savodxon",
        issuer_address=ISSUER,
        achievement_key="my-gov-uz",
    )
    return replace(plain, **changes)


def paper(what, **changes):
    """A whole paper of ours, as the press makes it. Inside the application."""
    signer = changes.pop("signer", None) or paper_signer(what.issued_on)
    return signed(unsigned(**(inside(what) | changes)), signer)


def inside(what):
    """What lies in a paper of ours."""
    return {"addresses": [f"{SITE}/v#{seal(what)}"], "credentials": [make_credential(what)]}


@cache
def printed():
    """One page with one link, by the printing process."""
    return render_pdf(
        PdfRequest(
            html=PAGE, folder=ROOT / "certificates", identifier="sinov", made_at=datetime(2026, 11, 26, tzinfo=UTC)
        )
    )


def unsigned(*, addresses, credentials):
    """The page with these links and attachments."""
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        page = pdf.pages[0]
        link = page.Annots[0]
        page.Annots = pikepdf.Array([_linked(pdf, link, one) for one in addresses])
        for number, one in enumerate(credentials):
            spec = pikepdf.AttachedFileSpec(pdf, one, filename="credential.json", mime_type="application/json")
            pdf.attachments[f"credential-{number}"] = spec
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def with_credential(credential):
    """A blank page of ours with a credential: what is asked of the press where no page is looked at."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        spec = pikepdf.AttachedFileSpec(pdf, credential, filename="credential.json", mime_type="application/json")
        pdf.attachments["credential"] = spec
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _linked(pdf, link, address):
    made = pikepdf.Dictionary({key: link[key] for key in sorted(link.keys()) if key != "/A"})
    made.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    return pdf.make_indirect(made)


def signed(pdf, signer, *, appends=False, field="Imzo"):
    """The file with an invisible PAdES signature; in a new revision when it is to be appended."""
    stream = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(stream) if appends else copy_into_new_writer(PdfFileReader(stream))
    out = io.BytesIO()
    meta = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    PdfSigner(meta, signer=_simple(signer), new_field_spec=SigFieldSpec(field)).sign_pdf(writer, output=out)
    return out.getvalue()


def _simple(signer):
    chain = [
        asn1_x509.Certificate.load(der)
        for _kind, _headers, der in asn1_pem.unarmor(signer.chain_pem.encode(), multiple=True)
    ]
    _kind, _headers, key = asn1_pem.unarmor(signer.key_pem.encode())
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    return SimpleSigner(signing_cert=chain[0], signing_key=asn1_keys.PrivateKeyInfo.load(key), cert_registry=store)
