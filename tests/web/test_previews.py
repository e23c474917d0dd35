"""Pictures for messengers: the right size, light, the same each time, drawn once, and every long title inside."""

import io

import pytest
from PIL import Image

from app.infra.pdf import printer
from app.kernel.sandbox import ChildFailed
from app.web import previews
from app.web.previews import HEIGHT, ROOM_HEIGHT, ROOM_WIDTH, WIDTH, Pictures, Preview, drawable, fit, html_of, key_of

TITLES = {
    "uz": "Davlat xizmatlaridan telefon orqali xavfsiz va mustaqil foydalanish asoslari",
    "uz-Cyrl": "Давлат хизматларидан телефон орқали хавфсиз ва мустақил фойдаланиш асослари",
    "ru": "Основы безопасного и самостоятельного пользования государственными услугами",
}
MOST_BYTES = 60_000


@pytest.fixture(scope="module", autouse=True)
def _press_ends():
    yield
    printer.close()


@pytest.fixture
def pictures(db, tmp_path):
    return Pictures(tmp_path)


def preview(title="my.gov.uz portali bilan ishlash", language="uz"):
    return Preview(language=language, over="Bepul onlayn kurs", title=title, facts=("60 daqiqa", "bepul"), host="a.uz")


@pytest.mark.parametrize("language", TITLES)
def test_a_picture_has_the_size_that_messengers_ask_for_and_is_light(pictures, language):
    png = pictures.draw(preview(TITLES[language], language))
    with Image.open(io.BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(png) <= MOST_BYTES


@pytest.mark.parametrize("language", TITLES)
def test_a_title_of_seventy_letters_stays_between_the_edges(pictures, language):
    assert len(TITLES[language]) >= 70
    with Image.open(io.BytesIO(pictures.draw(preview(TITLES[language], language)))) as image:
        ground = image.convert("RGB").getpixel((20, 300))
        for box in ((0, 40, 60, HEIGHT), (WIDTH - 60, 40, WIDTH, HEIGHT), (0, 516, WIDTH - 1, 520)):
            part = image.convert("RGB").crop(box)
            assert part.getcolors() == [(part.width * part.height, ground)], box


def test_a_picture_is_drawn_once(pictures, monkeypatch):
    first = pictures.draw(preview())

    def refuse(*_args, **_more):
        raise AssertionError("drawn again")

    monkeypatch.setattr(previews, "render_picture", refuse)
    assert pictures.draw(preview()) == first == pictures.find(key_of(preview()))


def test_the_same_facts_give_the_same_bytes_in_another_place(pictures, tmp_path):
    assert Pictures(tmp_path / "other").draw(preview()) == pictures.draw(preview())


def test_another_title_or_figure_or_host_is_another_picture(db):
    assert len({key_of(preview()), key_of(preview("Boshqa")), key_of(preview(language="ru"))}) == 3


@pytest.mark.parametrize("title", ["🙂 Kurs ☃ 1", "a" * 400, "soʻz " * 60, "Ў" * 90, "", " \t ", "<b>&amp; {{ 7*7 }}"])
def test_whatever_a_title_holds_it_is_drawn_inside(pictures, title):
    assert pictures.draw(preview(title))


@pytest.mark.parametrize("title", [*TITLES.values(), "Kurs", "Oʻzbekiston Respublikasi"])
def test_the_lines_of_a_title_fit_the_room(title):
    fitted = fit(title)
    assert len(fitted.lines) * fitted.size <= ROOM_HEIGHT
    assert " ".join(fitted.lines) == title
    assert all(previews.read_face(previews.BOLD).width(line) * fitted.size <= ROOM_WIDTH for line in fitted.lines)


def test_letters_that_the_font_lacks_are_left_out():
    assert drawable("☃Oʻ\u200bgʻ  il🙂") == "Oʻgʻ il"


def test_md08_markup_in_a_title_is_shown_as_it_is(db):
    assert "&lt;b&gt;{{ 7*7 }}" in html_of(preview("<b>{{ 7*7 }}"))


def test_a_key_is_no_path(pictures):
    for key in ("../../savodxon", "x", "0" * 39, "0" * 40 + "\n", "G" * 40, "0" * 40):
        assert pictures.find(key) is None


def test_a_page_that_is_not_one_picture_is_refused(db):
    page = html_of(preview())
    longer = page.replace("height:630px;position:relative;overflow:hidden", "").replace(
        "</body>", f"<div style='position:static'>{'x<br>' * 99}</div></body>"
    )
    for wrong in (page.replace("630px;margin", "631px;margin"), longer):
        assert wrong != page
        made = {"folder": previews.FONTS, "identifier": "x", "made_at": previews.MADE_AT}
        with pytest.raises(ChildFailed, match="FaultyPageError"):
            printer.render_picture(printer.PdfRequest(html=wrong, **made), width=WIDTH, height=HEIGHT)
