"""Posters: one page of A4 with a code that a phone can read, every title inside, the same bytes each time."""

import io

import pypdfium2
import pytest
import zxingcpp

from app.infra.pdf import printer
from app.web import posters as posters_of_the_site
from app.web.posters import TITLE_LINES, WIDTH_POINTS, Poster, Posters, fit
from tests.web.test_previews import TITLES

A4 = (595.3, 841.9)
ADDRESS = "https://savodxon.example/uz/courses/my-gov-uz/"


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.fixture
def posters(db, tmp_path):
    return Posters(tmp_path)


def poster(title="my.gov.uz portali bilan ishlash", language="uz"):
    return Poster(
        language=language,
        over="Bepul onlayn kurs",
        title=title,
        lead="Portalda xizmatni topasiz, arizani toʻldirasiz va holatini kuzatasiz.",
        facts=(("Davomiyligi", "7 ta dars, 60 daqiqa"), ("Narxi", "Bepul")),
        how="Telefon kamerasini shu kodga tuting",
        address=ADDRESS,
        promise="Parol va SMS-kod soʻramaymiz.",
        organiser="Savodxon",
        contact="",
    )


@pytest.mark.parametrize("language", TITLES)
def test_a_poster_is_one_page_whose_code_leads_to_the_course(posters, language):
    document = pypdfium2.PdfDocument(io.BytesIO(posters.print(poster(TITLES[language], language))))
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx(A4, abs=0.5)
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())
    assert code.text == ADDRESS
    words = document[0].get_textpage().get_text_bounded()
    assert " ".join(words.split()).count(TITLES[language]) == 1
    assert "savodxon.example/uz/courses/my-gov-uz" in words


@pytest.mark.parametrize("title", [*TITLES.values(), "A", "Uzunlikdagi" * 12])
def test_a_title_fits_in_three_lines_of_the_page_if_its_words_can_be_broken(title):
    lines, size = fit(title)
    assert " ".join(lines) == title
    if " " in title:
        assert len(lines) <= TITLE_LINES
        assert len(lines[0]) * size * 0.3 < WIDTH_POINTS


def test_a_poster_is_printed_once(posters, monkeypatch):
    first = posters.print(poster())

    def refuse(*_args, **_more):
        raise AssertionError("printed again")

    monkeypatch.setattr(posters_of_the_site, "render_pdf", refuse)
    assert posters.print(poster()) == first
