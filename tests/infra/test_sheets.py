"""A page laid out once and filled many times: signed, the same bytes from everywhere, no copy in the next."""

import hashlib
import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.infra.pdf import printer
from app.infra.pdf.metadata import describe
from app.infra.pdf.printer import Attachment, Link, Sheet, Signature, new_press, place, render_sheet
from app.infra.pdf.signing import HOLE, KeptKeySigner
from app.infra.qr import qr_code
from app.kernel.sandbox import ROOT, Child, ChildFailed, ChildTimedOut
from tests.support.papers import text_of
from tests.support.throwaway import paper_chain, paper_key, paper_signer

HTML = f"""<!doctype html><html lang="uz-Latn"><head><title>x</title><style>
@font-face {{ font-family: Serif; src: url(fonts/EBGaramond-Medium.ttf) }}
body {{ font: 30px Serif; font-variant-ligatures: none }} p {{ white-space: nowrap }}
</style></head><body><h1>Varaqa</h1><p>{place("name")}</p><p>oʻzgarmas</p>
<p><a style="display: block" href="{place("more")}"><svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"
 viewBox="0 0 40 40"><title>Kod</title><path d="{place("qr")}"/></svg></a></p></body></html>"""
SIGNATURE = Signature(
    key_pem=paper_signer().key_pem, chain_pem=paper_signer().chain_pem, name="Savodxon", label="Elektron muhr"
)
SHEET = Sheet(
    html=HTML,
    folder=ROOT / "certificates",
    identifier="sinov",
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    title="Sinov",
    author="Savodxon",
    subject="Varaqa",
    texts={"name": "Oʻgʻiloy"},
    links={"more": Link(address="https://savodxon.uz/v#123", said="Tekshirish")},
    drawings={"qr": qr_code("https://savodxon.uz/v#123").path},
    attachment=Attachment(name="credential.json", data=b"{}"),
    signature=SIGNATURE,
)


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


def named(name, **changes):
    return replace(SHEET, texts={"name": name}, title=name, **changes)


def digest(pdf):
    return hashlib.sha256(pdf).hexdigest()


def test_nothing_of_one_copy_is_left_in_the_next():
    alone = render_sheet(named("Ali"))
    render_sheet(named("Gʻulomova", attachment=Attachment(name="credential.json", data=b"[1, 2, 3]" * 99)))
    assert render_sheet(named("Ali")) == alone
    assert "Gʻulomova" not in text_of(alone)


def test_the_same_sheet_gives_the_same_bytes_in_every_process_and_for_every_hash_seed():
    story = (
        "from app.infra.pdf.printer import render_sheet; from tests.infra import test_sheets as t;"
        "p = t.seeded(%d); print(*(t.digest(render_sheet(t.named(n), press=p)) for n in ('Ali', 'Zʼ')))"
    )
    here = [digest(render_sheet(named(name))) for name in ("Ali", "Zʼ")]
    for seed in (1, 77):
        run = subprocess.run([sys.executable, "-c", story % seed], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own interpreter
        assert run.stdout.split() == here


def seeded(seed):
    """A press whose sets are in another order."""
    settings = printer.FONT_SETTINGS | {"PYTHONHASHSEED": str(seed), "TZ": "Asia/Tashkent"}
    return Child(printer.PRESS, memory_mb=printer.MEMORY_MB, cpu_seconds=20, environment=settings)


def test_two_presses_make_what_one_makes_in_whatever_order():
    names = [f"Oʻquvchi {number}" for number in range(24)]
    serial = [render_sheet(named(name)) for name in names]
    with new_press() as one, new_press() as other, ThreadPoolExecutor(2) as pool:
        presses = [one, other] * 12
        made = list(
            pool.map(lambda pair: render_sheet(named(pair[0]), press=pair[1]), zip(names[::-1], presses, strict=True))
        )
    assert made[::-1] == serial


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "a & b \\ (c) %d", "endstream endobj", "] TJ ET /Contents <00> (x", "'\"@name@ ``"],
)
def test_ce07_words_of_a_file_format_in_a_name_are_only_words(name):
    pdf = render_sheet(named(name))
    assert name in text_of(pdf)
    assert text_of(pdf) == text_of(render_sheet(named(name, is_plain=True)))
    assert verdict(pdf).bottom_line


def test_a_line_that_reads_like_the_place_of_a_signature_is_not_taken_for_it():
    name = "/ByteRange [ 0 1111111111 1111111111 1111111111 ] /Contents <0000>"
    assert verdict(render_sheet(named(name))).bottom_line


def test_a_line_without_letters_is_laid_out_as_it_is():
    assert "oʻzgarmas" in text_of(render_sheet(named(" ")))


def test_a_letter_that_no_font_has_is_refused_and_named():
    with pytest.raises(ChildFailed, match=r"U\+2603"):
        render_sheet(named("☃"))
    assert "Ali" in text_of(render_sheet(named("Ali")))


def test_a_place_that_is_not_on_the_page_is_missed_and_two_pages_are_no_sheet():
    with pytest.raises(ChildFailed, match="not on the page: second"):
        render_sheet(replace(SHEET, texts={"name": "Ali", "second": "Vali"}))
    with pytest.raises(ChildFailed, match="one page, not 2"):
        render_sheet(replace(SHEET, html=HTML.replace("<h1>", '<p style="break-after: page">x</p><h1>')))


def test_a_drawing_is_a_qr_code_and_nothing_else():
    with pytest.raises(ChildFailed, match="not a QR code"):
        render_sheet(replace(SHEET, drawings={"qr": "M0 0h1v1H0z BT (x) Tj ET"}))


def test_pd01_a_sheet_reads_no_file_outside_its_folder():
    for address in ("file:///etc/passwd", "http://127.0.0.1/x.png", "data:image/png;base64,xx"):
        with pytest.raises(ChildFailed, match=r"refused|not in the folder"):
            render_sheet(replace(SHEET, html=HTML.replace("<h1>", f'<img src="{address}" alt="x"><h1>')))


def test_pd02_a_sheet_without_end_is_stopped_and_the_next_is_printed():
    heavy = HTML.replace("<h1>", f"<div>{'oʻ' * 500_000}</div><h1>")
    with pytest.raises(ChildTimedOut):
        render_sheet(replace(SHEET, html=heavy), seconds=0.5)
    assert "Ali" in text_of(render_sheet(named("Ali")))


def test_pd04_a_press_that_is_killed_is_replaced_and_prints_the_same():
    with new_press() as press:
        first = render_sheet(named("Ali"), press=press)
        press._process.kill()
        press._process.wait()
        assert render_sheet(named("Ali"), press=press) == first


def test_the_file_names_its_moment_and_both_standards_once():
    with pikepdf.open(io.BytesIO(render_sheet(named("Ali <&>")))) as document:
        packet = document.Root.Metadata.read_bytes()
        assert document.docinfo.Title == "Ali <&>"
        assert document.docinfo.CreationDate == "D:20261123000000Z"
    assert packet.count(b"<rdf:RDF") == 1
    assert b'pdfaid:part="3"' in packet
    assert b"<pdfuaid:part>1</pdfuaid:part>" in packet
    assert b"Ali &lt;&amp;&gt;" in packet
    assert b"2026-11-23T00:00:00Z" in packet


def test_the_description_is_one_document_of_xml():
    packet = describe(title="“]]>", author="a", subject="", made_at="2026-11-23T00:00:00Z")
    assert packet.count(b"</rdf:RDF>") == 1


def verdict(pdf):
    """What pyHanko says of the only signature, trusting our root."""
    reader = PdfFileReader(io.BytesIO(pdf))
    assert len(reader.embedded_signatures) == 1
    root = x509.Certificate.load(paper_chain()[1])
    context = ValidationContext(trust_roots=[root], moment=datetime(2026, 11, 24, tzinfo=UTC))
    return validate_pdf_signature(reader.embedded_signatures[0], context)


def test_the_signature_covers_the_whole_file_in_its_only_revision():
    pdf = render_sheet(named("Ali"))
    said = verdict(pdf)
    assert said.bottom_line
    assert said.intact
    assert said.valid
    assert said.trusted
    assert said.coverage.name == "ENTIRE_FILE"
    assert pdf.count(b"%%EOF") == 1
    assert said.signer_reported_dt == datetime(2026, 11, 23, tzinfo=UTC)


def test_poppler_accepts_the_signature(tmp_path):
    (tmp_path / "a.pdf").write_bytes(render_sheet(named("Ali")))
    told = subprocess.run(["pdfsig", str(tmp_path / "a.pdf")], capture_output=True, check=False, text=True).stdout  # noqa: S603, S607 - a fixed program
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


@pytest.mark.parametrize("where", [0.01, 0.3, 0.5, 0.7, 0.999])
def test_one_changed_byte_breaks_the_signature(where):
    pdf = bytearray(render_sheet(named("Ali")))
    assert is_accepted(bytes(pdf))
    pdf[int(len(pdf) * where)] ^= 1
    assert not is_accepted(bytes(pdf))


def is_accepted(pdf):
    """Whether pyHanko reads the file and holds it to be ours."""
    try:
        return verdict(pdf).bottom_line
    except (PdfError, ValueError, IndexError, AssertionError):
        return False


def test_the_signature_is_invisible_tagged_and_told_to_a_screen_reader():
    with pikepdf.open(io.BytesIO(render_sheet(named("Ali")))) as document:
        (field,) = document.Root.AcroForm.Fields
        assert field.TU == "Elektron muhr"
        assert [int(edge) for edge in field.Rect] == [0, 0, 0, 0]
        numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
        assert numbers[numbers.index(int(field.StructParent)) + 1].S == "/Form"


def test_without_a_signature_the_file_has_no_form():
    with pikepdf.open(io.BytesIO(render_sheet(named("Ali", signature=None)))) as document:
        assert "/AcroForm" not in document.Root


def test_a_kept_key_signs_what_pyhanko_signs_with_no_chance_in_it():
    chain = [x509.Certificate.load(one) for one in paper_chain()]
    signer = KeptKeySigner(paper_key("leaf"), chain)
    for seed in (b"a", b"b"):
        file = hashlib.sha256(seed).digest()
        assert signer.cms(file) == signer.build(file) == signer.cms(file)
        content = cms.ContentInfo.load(signer.cms(file))["content"]
        kinds = {one["type"].native for one in content["signer_infos"][0]["signed_attrs"]}
        assert {"content_type", "message_digest", "signing_certificate_v2"} <= kinds
        assert "signing_time" not in kinds
        assert len(content.dump()) * 1.5 < HOLE


def test_the_key_is_not_shown_where_a_sheet_is_printed_in_a_log():
    assert "PRIVATE" not in repr(SHEET)
    assert "PRIVATE" not in repr(paper_signer())


def test_a_key_of_another_kind_signs_nothing():
    pem = re.sub(r"(?s).*", "", SIGNATURE.key_pem)
    with pytest.raises(ChildFailed):
        render_sheet(named("Ali", signature=replace(SIGNATURE, key_pem=pem)))
