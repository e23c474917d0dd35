import io
import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from app.certificates.documents import DESIGNS, CertificateFacts, render_certificate
from app.infra.pdf import printer
from app.kernel.locale import RU, UZ, UZ_CYRL

FACTS = CertificateFacts(
    name="Gʻulomova Oʻgʻiloy Sanʼatovna",
    language=UZ,
    course_title="my.gov.uz portali bilan ishlash",
    minutes=60,
    issued_on=date(2026, 11, 23),
    score_percent=90,
    code="04HM-ASW9-NF6Y-Y093-X",
    verify_url="https://savodxon.uz/c/04HM-ASW9-NF6Y-Y093-X",
    organiser="Savodxon",
    competences=("1.1", "2.1", "3.1", "4.1", "5.2"),
)
NAMES = {
    UZ: (
        "Ali",
        "Gʻulomova Oʻgʻiloy Sanʼatovna",
        "Abdurahmonova-Gʻulomqodirova Oʻgʻiloyxon Muhammadsodiq Shamsiddinovna",
    ),
    UZ_CYRL: ("Али", "Ғуломова Ўғилой Санъатовна", "Абдураҳмонова-Ғуломқодирова Ўғилойхон Муҳаммадсодиқ Шамсиддиновна"),
    RU: ("Ян", "Гулямова Угилой Санатовна", "Константинопольская-Преображенская Александра-Екатерина Святославовна"),
}
DESIGN_KEYS = sorted(page.parent.name for page in DESIGNS.glob("*/design.html"))
A4 = (841.9, 595.3)


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.fixture(params=DESIGN_KEYS)
def design(request):
    return request.param


@pytest.fixture(params=NAMES)
def facts(request):
    return replace(FACTS, language=request.param)


def open_certificate(facts, design):
    return pypdfium2.PdfDocument(io.BytesIO(render_certificate(facts, design=design)))


def test_there_is_a_design():
    assert "course" in DESIGN_KEYS


def test_a_design_prints_one_sheet_of_a4_with_the_name_as_text(facts, design):
    for name in NAMES[facts.language]:
        document = open_certificate(replace(facts, name=name), design)
        assert len(document) == 1
        assert sorted(document[0].get_size()) == pytest.approx(sorted(A4), abs=0.5)
        assert name in " ".join(document[0].get_textpage().get_text_range().split())
        assert name in document.get_metadata_value("Title")
        document.close()


def test_the_qr_code_of_a_printed_page_leads_to_the_verifying_page(facts, design):
    document = open_certificate(facts, design)
    picture = document[0].render(scale=150 / 72).to_pil()
    document.close()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [facts.verify_url]
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [facts.verify_url]


def test_no_text_leaves_the_frame_or_covers_another(facts, design):
    for name in (*NAMES[facts.language], "Щ" * 90):
        document = open_certificate(
            replace(facts, name=name, course_title=f"{facts.course_title}: " + "kurs " * 25), design
        )
        boxes = text_boxes(document[0])
        document.close()
        assert all(left > 60 and right < A4[0] - 60 and bottom > 60 for left, bottom, right, _ in boxes)
        assert not [(one, other) for one in boxes for other in boxes if one < other and is_over(one, other)]


def text_boxes(page):
    """The drawn extent of each run of text, in points."""
    return [thing.get_bounds() for thing in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))]


def is_over(one, other):
    """Whether the inner halves of two runs meet: letters of neighbouring lines may come close, not lie across."""

    def core(box):
        left, bottom, right, top = box
        slack = (top - bottom) / 4
        return left, bottom + slack, right, top - slack

    left, bottom, right, top = core(one)
    left2, bottom2, right2, top2 = core(other)
    return left < right2 and left2 < right and bottom < top2 and bottom2 < top


def test_a_design_brings_its_own_fonts_and_nothing_from_elsewhere():
    for path in DESIGNS.glob("*/*.css"):
        assert "local(" not in path.read_text()
        for address in re.findall(r"url\(([^)]*)\)", path.read_text()):
            assert (path.parent / address).resolve().is_relative_to(DESIGNS)
            assert (path.parent / address).is_file()
