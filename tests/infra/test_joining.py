"""Certificates joined for a printer."""

import io
import resource
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from app.infra.pdf import printer
from app.infra.pdf.joining import A4, MARGIN, NOTE, join_certificates, join_pages
from app.infra.pdf.printer import render_sheet
from tests.infra.test_sheets import named
from tests.support.papers import picture_of


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Five sheets of one template and, so that fonts differ, one laid out by itself; each as wide as a certificate."""
    folder = tmp_path_factory.mktemp("sheets")
    sheets = [named(f"Oʻquvchi {number}") for number in range(5)] + [named("Beshinchi", is_plain=True)]
    wide = [
        replace(sheet, html=sheet.html.replace("<style>", "<style>@page { size: A4 landscape }")) for sheet in sheets
    ]
    for number, sheet in enumerate(wide):
        (folder / f"{number}.pdf").write_bytes(render_sheet(sheet))
    yield sorted(folder.glob("*.pdf"))
    printer.close()


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_size(), page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def test_each_file_is_a_page_in_order_and_looks_as_it_did(files):
    joined = join_certificates(files)
    told = pages(joined)
    assert len(told) == len(files)
    assert all(f"Oʻquvchi {number}" in text for number, (_, text) in enumerate(told[:5]))
    assert all(size == pytest.approx(A4, abs=0.5) for size, _ in told)
    one = picture_of(files[0].read_bytes())
    assert sum(ImageChops.difference(one, picture_of(joined)).histogram()[33:]) == 0


def test_two_stand_on_one_page_and_the_last_may_stand_alone(files):
    told = pages(join_certificates(files[:3], per_page=2))
    assert len(told) == 2
    assert told[0][0] == pytest.approx(A4[::-1], abs=0.5)
    assert told[0][1].count("Oʻquvchi") == 2
    assert told[1][1].count("Oʻquvchi") == 1


def test_cut_marks_stand_in_a_margin_around_the_page(files):
    with pikepdf.open(io.BytesIO(join_certificates(files[:1], has_cut_marks=True))) as joined:
        page = joined.pages[0]
        assert [float(edge) for edge in page.trimbox] == pytest.approx(
            [MARGIN, MARGIN, MARGIN + A4[0], MARGIN + A4[1]], abs=0.01
        )
        assert float(page.mediabox[2]) == pytest.approx(A4[0] + 2 * MARGIN, abs=0.01)
    assert join_certificates(files[:2], per_page=2, has_cut_marks=True) != join_certificates(files[:2], per_page=2)


def test_a_copy_says_that_it_is_one_and_bears_neither_signature_nor_credential(files):
    with pikepdf.open(io.BytesIO(join_certificates(files))) as joined:
        assert joined.docinfo.Title == joined.docinfo.Subject == NOTE
        assert "/AcroForm" not in joined.Root
        assert not joined.attachments


def test_what_sheets_have_in_common_is_kept_once(files):
    few, many = len(join_certificates(files[:1])), len(join_certificates(files[:5] * 40))
    assert many < few + 200 * 12_000
    assert join_certificates(files) == join_certificates(iter(files))


def test_memory_does_not_grow_by_whole_files(files):
    whole = sum(file.stat().st_size for file in files[:5]) * 60
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    join_certificates(files[:5] * 60)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10 < whole / 2


def test_there_must_be_something_to_join(files, tmp_path):
    with pytest.raises(ValueError, match="no certificate"):
        join_certificates([])
    with pytest.raises(ValueError, match="one certificate or two"):
        join_certificates(files, per_page=3)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 as good as printed")
    with pytest.raises(pikepdf.PdfError):
        join_certificates([tmp_path / "x.pdf"])


def test_whole_files_are_joined_as_often_as_asked_and_what_they_share_is_kept_once(files):
    once, pages = join_pages([(files[0], 1)])
    often, many = join_pages([(files[0], 30), (files[1], 1)])
    assert (pages, many) == (1, 31)
    assert len(often) < 2 * len(once)
    with pikepdf.open(io.BytesIO(often)) as joined:
        assert len(joined.pages) == many
    with pytest.raises(ValueError, match="no page"):
        join_pages([])
