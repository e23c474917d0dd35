"""Every design in every language, with all that a certificate can say: one page, legible, true to its reference."""

import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import ImageChops

from app.certificates.documents.certificate import certificate_sheet, render_certificate
from app.certificates.documents.fitting import DESIGNS as FOLDER
from app.infra.pdf import printer
from app.infra.pdf.printer import render_sheet
from app.kernel.locale import RU, UZ, UZ_CYRL
from app.seals.types.facts import Voucher
from tests.support.papers import CREDENTIAL, DESIGNS, broken_rules, full_facts, picture_of, structure_of, text_of
from tests.support.throwaway import paper_signer, seal_address

NAMES = {
    UZ: (
        "Ali",
        "Gʻulomova Oʻgʻiloy Sanʼatovna",
        "Abdurahmonova-Gʻulomqodirova Oʻgʻiloyxon Muhammadsodiq Shamsiddinovna",
    ),
    UZ_CYRL: ("Али", "Ғуломова Ўғилой Санъатовна", "Абдураҳмонова-Ғуломқодирова Ўғилойхон Муҳаммадсодиқ Шамсиддиновна"),
    RU: ("Ян", "Гулямова Угилой Санатовна", "Константинопольская-Преображенская Александра-Екатерина Святославовна"),
}
A4 = (841.9, 595.3)
LETTERS = {
    "Uzbek": "ABDEFGHIJKLMNOPQRSTUVXYZ abdefghijklmnopqrstuvxyz OʻGʻoʻgʻʼ",
    "Uzbek in Cyrillic": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЪЬЭЮЯЎҚҒҲ абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ",
    "Russian": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Karakalpak": "AÁBDEFGǴHXIÍJKQLMNŃOÓPRSTUÚVWYZ aáıǵíńóúcç",
    "Karakalpak in Cyrillic": "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҮЎФХҲЦЧШЩЪЫЬЭЮЯ әғқңөүўҳ",
}


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.fixture(scope="module")
def papers():
    """A signed certificate that says all, by design and language."""
    return {
        (design, language): render_certificate(full_facts(design, language), design=design, signer=paper_signer())
        for design in DESIGNS
        for language in NAMES
    }


@pytest.fixture(params=DESIGNS)
def design(request):
    return request.param


@pytest.fixture(params=NAMES)
def language(request):
    return request.param


@pytest.fixture(params=zip(DESIGNS, NAMES, strict=True), ids="-".join)
def pair(request):
    """Each design and each language once: what a page has room for depends on both, but not on their product."""
    return request.param


def plainly(facts, design):
    """The same certificate laid out by WeasyPrint alone: the reference."""
    return render_sheet(certificate_sheet(facts, design=design, signer=paper_signer(), is_plain=True))


def differing(one, other):
    """How many pixels of two pages of 150 dpi are not the same, by however little."""
    return sum(ImageChops.difference(picture_of(one), picture_of(other)).histogram()[1:])


def test_there_is_a_folder_for_each_design_and_for_no_other():
    assert sorted(page.parent.name for page in FOLDER.glob("*/design.html")) == sorted(DESIGNS)


def test_a_design_prints_one_sheet_of_a4_with_the_name_as_text(pair):
    design, language = pair
    for name in NAMES[language]:
        pdf = render_certificate(replace(full_facts(design, language), name=name), design=design, signer=None)
        document = pypdfium2.PdfDocument(io.BytesIO(pdf))
        assert len(document) == 1
        assert sorted(document[0].get_size()) == pytest.approx(sorted(A4), abs=0.5)
        assert name in document.get_metadata_value("Title")
        document.close()
        assert name in text_of(pdf)


def test_no_text_leaves_the_frame_or_covers_another(pair):
    design, language = pair
    facts = replace(
        full_facts(design, language, is_delegated=True), voucher=Voucher.TRAINER, voucher_name="Qashqadaryo " * 6
    )
    for name in (*NAMES[language], "Щ" * 90):
        long = replace(
            facts,
            name=name,
            second_name=name,
            course_title=f"{facts.course_title}: " + "kurs " * 25,
            organiser=name * 3,
            parts=("Uzun nomli kurs va boshqalar",) * 40 if design == "path" else (),
        )
        document = pypdfium2.PdfDocument(render_certificate(long, design=design, signer=None))
        boxes = [*text_boxes(document[0]), qr_box(document[0])]
        document.close()
        assert all(left > 60 and right < A4[0] - 60 and bottom > 60 for left, bottom, right, _ in boxes)
        assert not [(one, other) for one in boxes for other in boxes if one < other and is_over(one, other)]


def text_boxes(page):
    """The drawn extent of each run of text, in points."""
    return [thing.get_bounds() for thing in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))]


def qr_box(page):
    """Where the code is, with its white ground: the drawing that begins furthest right."""
    paths = [thing.get_bounds() for thing in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,), max_depth=1)]
    left, bottom, right, top = max(paths)
    quiet = (right - left) * 4 / 60
    return left - quiet, bottom - quiet, right + quiet, top + quiet


def is_over(one, other):
    """Whether the inner halves of two runs meet: letters of neighbouring lines may come close, not lie across."""

    def core(box):
        left, bottom, right, top = box
        slack = (top - bottom) / 4
        return left, bottom + slack, right, top - slack

    left, bottom, right, top = core(one)
    left2, bottom2, right2, top2 = core(other)
    return left < right2 and left2 < right and bottom < top2 and bottom2 < top


def test_a_filled_template_is_the_page_that_weasyprint_lays_out(papers, language, design):
    """Not a pixel apart; the same text, and the same for a screen reader. veraPDF passes a page with mirrored words."""
    filled, plain = papers[design, language], plainly(full_facts(design, language), design)
    assert differing(filled, plain) == 0
    assert text_of(filled) == text_of(plain)
    assert structure_of(filled) == structure_of(plain)
    assert filled != plain  # a template has all letters in its fonts


@pytest.mark.parametrize("alphabet", LETTERS)
def test_every_letter_of_our_alphabets_is_filled_in_as_it_is_laid_out(alphabet):
    letters = LETTERS[alphabet]
    facts = replace(full_facts("course", UZ), name=letters, second_name=letters, voucher_name=letters)
    filled, plain = render_certificate(facts, design="course", signer=None), plainly(facts, "course")
    assert differing(filled, plain) == 0
    assert text_of(filled) == text_of(plain)
    assert facts.name in text_of(filled)
    assert letters_kept(filled) > 150  # filled into a template


def letters_kept(pdf):
    """How many letters the fullest font of the page can draw."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        maps = [font.ToUnicode.read_bytes() for font in document.pages[0].Resources.Font.as_dict().values()]
    return max(len(re.findall(rb"^<[0-9a-f]{4}> <", letters, re.MULTILINE)) for letters in maps)


@pytest.mark.parametrize("name", ["Žofia Řezníčková", "Z\u0301\u0323amira", "Ӕлан Дзасохов"])
def test_a_letter_outside_the_templates_fonts_is_laid_out_by_weasyprint(name):
    facts = replace(full_facts("course", UZ), name=name, seal_address="")
    pdf = render_certificate(facts, design="course", signer=None)
    assert letters_kept(pdf) < 100
    assert differing(pdf, plainly(facts, "course")) == 0
    assert letters_kept(render_certificate(full_facts("course", UZ), design="course", signer=None)) > 150


def test_papers_are_pdf_a_3a_and_pdf_ua_1_and_faulty_ones_are_found_out(papers, tmp_path):
    """By veraPDF, in one start of it: all designs in all languages, laid out plainly, and files that must not pass."""
    made = {f"{design}-{language}": pdf for (design, language), pdf in papers.items()}
    made["plain"] = plainly(full_facts("path", RU), "path")
    made["delegated"] = render_certificate(
        full_facts("trainer", UZ_CYRL, is_delegated=True), design="trainer", signer=paper_signer()
    )
    for name, pdf in (made | spoilt(papers["course", UZ])).items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    broken = broken_rules(sorted(tmp_path.glob("*.pdf")))
    assert {f"{name}.pdf" for name in made} == {name for name, _ in broken if not name.startswith("no-")}
    assert not {key: rules for key, rules in broken.items() if rules and not key[0].startswith("no-")}
    assert broken["no-fonts.pdf", "3a"]
    assert broken["no-label.pdf", "ua1"]
    assert broken["no-tags.pdf", "3a"]
    assert broken["no-tags.pdf", "ua1"]


def spoilt(pdf):
    """Files that break a rule each."""

    def change(how):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            how(document)
            file = io.BytesIO()
            document.save(file)
            return file.getvalue()

    def lose_fonts(document):
        for font in document.pages[0].Resources.Font.as_dict().values():
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    def lose_label(document):
        for one in document.pages[0].Annots:
            for key in ("/TU", "/Contents"):
                if key in one:
                    del one[key]

    def lose_tags(document):
        del document.Root["/StructTreeRoot"]

    return {"no-fonts": change(lose_fonts), "no-label": change(lose_label), "no-tags": change(lose_tags)}


def test_each_piece_of_text_names_its_own_language(papers):
    said = {language for _, language, _ in structure_of(papers["course", UZ])}
    assert {"", "en", "uz-Cyrl"} <= said
    assert "uz-Latn" in {language for _, language, _ in structure_of(papers["course", RU])}


def test_the_drawing_of_the_code_says_where_it_stands_in_the_pages_measure(papers, language, design):
    with pikepdf.open(io.BytesIO(papers[design, language])) as document:
        figures = [
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        (left, bottom, right, top) = (float(edge) for edge in figures[0].A.BBox)
        page = pypdfium2.PdfDocument(io.BytesIO(papers[design, language]))
        drawn = qr_box(page[0])
        page.close()
    assert len(figures) == 1
    assert (left, bottom, right, top) == pytest.approx(drawn, abs=3)


def test_the_code_of_a_printed_page_is_read_by_two_readers(papers, language, design, tmp_path):
    picture = picture_of(papers[design, language], dpi=150)
    picture.save(tmp_path / "page.png")
    seal = full_facts(design, language).seal_address
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [seal]
    assert zbar(tmp_path / "page.png") == [seal]


def test_the_code_with_a_chain_of_keys_is_read_by_one(pair):
    design, language = pair
    facts = full_facts(design, language, is_delegated=True)
    picture = picture_of(render_certificate(facts, design=design, signer=None), dpi=150)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [facts.seal_address]


def zbar(path):
    """What the other reader makes of it."""
    asked = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(path)]
    return subprocess.run(asked, capture_output=True, check=False, text=True).stdout.split()  # noqa: S603 - a fixed program


def test_without_a_seal_the_code_leads_to_the_printed_address():
    facts = replace(full_facts("course", UZ), seal_address="")
    picture = picture_of(render_certificate(facts, design="course", signer=None))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [facts.verify_url]


def test_the_seal_and_the_credential_are_found_in_the_file(papers, language, design):
    facts = full_facts(design, language)
    with pikepdf.open(io.BytesIO(papers[design, language])) as document:
        links = {str(one.A.URI): one for one in document.pages[0].Annots if "/A" in one}
        assert set(links) == {facts.verify_url, facts.seal_address}
        told = document.Root.AF[0]
        assert told.AFRelationship == "/Data"
        assert bytes(document.attachments["credential.json"].get_file().read_bytes()) == CREDENTIAL
        assert str(told.EF.F.Params.CreationDate) == "D:20261123000000Z"


def test_a_design_brings_its_own_fonts_and_nothing_from_elsewhere():
    for path in FOLDER.glob("*/*.css"):
        assert "local(" not in path.read_text()
        for address in re.findall(r"url\(([^)]*)\)", path.read_text()):
            assert (path.parent / address).resolve().is_relative_to(FOLDER)
            assert (path.parent / address).is_file()


def test_the_seal_in_these_tests_is_as_long_as_a_real_one():
    assert len(seal_address(full_facts("course", UZ))) > 400
