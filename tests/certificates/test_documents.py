import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateNotFound

from app.certificates.documents.certificate import LEAST_QR, MODULE, MOST_QR, certificate_sheet, qr_size
from app.certificates.documents.certificate import render_certificate as render_signed
from app.certificates.documents.fitting import (
    COLUMN_POINTS,
    LINE_POINTS,
    NAME_LETTERS,
    NAME_STEPS,
    SAID_STEPS,
    TITLE_LETTERS,
    TITLE_STEPS,
    fit,
    fit_parts,
    printable,
    sans,
    serif,
)
from app.certificates.documents.words import count_minutes, labels, say_test, say_voucher
from app.infra.qr import qr_code
from app.kernel.locale import EN, RU, UZ, UZ_CYRL
from app.seals.types.facts import Kind, Voucher
from tests.support.papers import PLAIN as FACTS
from tests.support.papers import text_of

FACE = serif()
HOSTILE_NAMES = {
    "script": "<script>alert(1)</script>",
    "markup": "</p><link rel=attachment href='file:///etc/passwd'><img src='http://127.0.0.1/x'>",
    "template": "{{ 7*7 }} {% raw %} ${7*7} %s",
    "five hundred letters": "Oʻ" * 250,
    "five hundred wide letters": "Щ" * 500,
    "one word of ninety": "Ж" * 90,
    "right to left": "\u202eabc \u2067שלום\u2069 مرحبا",
    "combining marks": "Z" + "\u0301\u0302\u0303\u0304" * 50 + "algo",
    "signs": "☃ 💥 \ue000 \uffff 中文",
    "controls": "Ali\x00\x1b[31m\r\nVali\u2028x\ud800",
    "nothing": "",
}


def render_certificate(facts, *, design="course"):
    """A preview."""
    return render_signed(facts, design=design, signer=None)


def test_a_certificate_says_its_facts_in_uzbek():
    text = text_of(render_certificate(FACTS))
    for said in (FACTS.name, FACTS.course_title, "61 daqiqa", "90%", "2026-yil 23-noyabr", FACTS.code, "Savodxon"):
        assert said in text
    assert "savodxon.uz/c/04HM-ASW9-NF6Y-Y093-X" in text
    assert "axborot va maʼlumotlar bilan ishlash, muloqot va hamkorlik, muammolarni hal qilish" in text
    assert "davlat namunasidagi taʼlim hujjati emas" in text


def test_a_certificate_says_its_facts_in_russian():
    text = text_of(render_certificate(replace(FACTS, language=RU, course_title="Работа с порталом my.gov.uz")))
    for said in ("Работа с порталом my.gov.uz", "61 минута", "90 %", "23 ноября 2026 года", FACTS.code):
        assert said in text
    assert "не является документом об образовании государственного образца" in text


def test_a_certificate_in_cyrillic_uzbek_has_no_word_in_latin_but_names_and_brands():
    text = text_of(render_certificate(replace(FACTS, language=UZ_CYRL, name="Ғуломова", course_title="Портал")))
    assert "2026 йил 23 ноябрь" in text
    assert "61 дақиқа" in text
    allowed = {"DigComp", "Savodxon", "savodxon", "uz", "c", "QR", *re.split(r"\W", FACTS.code)}
    assert set(re.findall(r"\b[A-Za-z]\w*", text)) <= allowed


@pytest.mark.parametrize(
    ("minutes", "written"), [(1, "1 минута"), (22, "22 минуты"), (60, "60 минут"), (111, "111 минут"), (13, "13 минут")]
)
def test_minutes_agree_in_russian(minutes, written):
    page = certificate_sheet(replace(FACTS, language=RU, minutes=minutes), design="course", signer=None).html
    assert f'<p class="value">{written.replace(" ", chr(160))}</p>' in page


def test_the_same_facts_give_the_same_bytes():
    assert render_certificate(FACTS) == render_certificate(replace(FACTS))


def test_a_certificate_claims_nothing_that_only_the_state_may():
    forbidden = re.compile(
        r"diplom|attestat|malaka|davlat(?! namunasidagi taʼlim hujjati emas)|imzo|диплом|аттестат|квалифик|подпис",
        re.IGNORECASE,
    )
    for tag in (UZ, RU):
        assert not forbidden.search(" ".join(labels(tag).values()))


def test_a_certificate_is_written_in_three_languages_only():
    assert set(labels(UZ)) - {"minute"} == set(labels(RU))
    assert set(labels(UZ)) == set(labels(UZ_CYRL))
    with pytest.raises(KeyError):
        labels(EN)


@pytest.mark.parametrize("design", ["nowhere", "../tests", "/etc"])
def test_a_design_that_does_not_exist_is_an_error(design):
    with pytest.raises(TemplateNotFound):
        render_certificate(FACTS, design=design)


@pytest.mark.parametrize("kind", HOSTILE_NAMES)
def test_ce07_any_name_makes_one_correct_page(kind):
    name = HOSTILE_NAMES[kind]
    pdf = render_certificate(replace(FACTS, name=name, course_title=name, organiser=name))
    text = text_of(pdf)
    assert FACTS.code in text
    assert b"EmbeddedFile" not in pdf
    shown = printable(name, FACE, limit=NAME_LETTERS)
    assert "".join(shown.split()) in "".join(text.split())


def test_ce07_markup_in_a_name_is_shown_as_typed():
    for name in ("<script>alert(1)</script>", "{{ 7*7 }}", "&amp; «A» \"B\" 'C'"):
        assert name in text_of(render_certificate(replace(FACTS, name=name)))


def test_ce07_a_long_name_is_cut_and_the_cut_is_shown():
    shown = printable("Ali " * 125, FACE, limit=NAME_LETTERS)
    assert len(shown) <= NAME_LETTERS
    assert shown.endswith("…")


def test_ce07_directions_and_controls_are_not_printed():
    assert printable("Ali\u202e\u200f\x00\x1b Vali\u2066", FACE, limit=90) == "Ali Vali"


def test_ce07_marks_do_not_pile_up():
    assert printable("Z" + "\u0301" * 40 + "a", FACE, limit=90) == "Ź\u0301\u0301a"
    assert printable("\u0301\u0301Ali", FACE, limit=90) == "Ali"


def test_a_letter_that_the_font_lacks_loses_its_accent_or_is_marked_as_lost():
    assert printable("ẠỆẋ", FACE, limit=90) == "AEx"
    assert printable("Ali 中", FACE, limit=90) == "Ali �"


@given(st.text(max_size=500))
def test_ce07_whatever_is_typed_is_drawn_with_our_font_within_the_page(text):
    shown = printable(text, FACE, limit=NAME_LETTERS)
    assert len(shown) <= NAME_LETTERS
    assert all(FACE.covers(char) for char in shown)
    fitted = fit(shown, FACE, NAME_STEPS)
    assert len(fitted.lines) <= 2
    assert max(map(FACE.width, fitted.lines)) * fitted.size <= LINE_POINTS
    assert "".join(fitted.lines).replace(" ", "") == shown.replace(" ", "")


def test_short_names_are_large_and_long_names_take_two_even_lines():
    assert fit("Ali", FACE, NAME_STEPS).size == NAME_STEPS[0][1]
    long = fit("Abdurahmonova-Gʻulomqodirova Oʻgʻiloyxon Muhammadsodiq Shamsiddinovna qizi", FACE, NAME_STEPS)
    first, second = map(FACE.width, long.lines)
    assert 0.6 < first / second < 1.6


def test_one_endless_word_among_short_ones_is_broken():
    for name in ("A " + "Щ" * 88, "Щ" * 80 + " Ali Vali", "Щ" * 90):
        fitted = fit(name, FACE, NAME_STEPS)
        assert max(map(FACE.width, fitted.lines)) * fitted.size <= LINE_POINTS
        assert all(line == line.strip() for line in fitted.lines)


def test_a_title_of_any_length_fits_the_page():
    fitted = fit("Щ" * (TITLE_LETTERS + 2), FACE, TITLE_STEPS)
    assert max(map(FACE.width, fitted.lines)) * fitted.size <= LINE_POINTS


def test_a_qr_code_has_its_quiet_zone_and_stays_large_enough_to_scan():
    """0.58 mm a module is the least that phones read from a poor print."""
    for address in (FACTS.verify_url, f"https://savodxon.uz/v#{'7' * 430}", f"https://savodxon.uz/v#{'7' * 760}"):
        qr = qr_code(address)
        assert qr_size(qr.side) / qr.side >= 0.58
        assert LEAST_QR <= qr_size(qr.side) <= MOST_QR
        starts = re.findall(r"M(\d+) (\d+)", qr.path)
        assert min(min(int(x), int(y)) for x, y in starts) == 4
    assert qr_size(qr_code("7" * 4000).side) == MOST_QR
    assert qr_size(65) == pytest.approx(65 * MODULE, abs=0.01)


def test_many_digits_take_no_more_room_than_a_third_as_many_letters():
    assert qr_code("https://savodxon.uz/v#" + "7" * 430).side < qr_code("https://savodxon.uz/v#" + "x" * 300).side


def test_a_certificate_says_who_answers_for_the_name_and_how_the_test_was_taken():
    words = labels(UZ)
    assert say_voucher(words, Voucher.LEARNER, "") == "Ismni egasi yozgan"
    assert say_voucher(words, Voucher.TRAINER, "Yunusobod") == (
        "Ismni «Yunusobod» markazidagi trener hujjatdan tekshirgan"
    )
    assert say_voucher(words, Voucher.TRAINER, "") == "Ismni trener hujjatdan tekshirgan"
    assert "OneID" in say_voucher(labels(RU), Voucher.PROVIDER, "OneID")
    assert say_test(words, is_supervised=True, is_unassisted=True) == "Test nazorat ostida, yordamsiz topshirilgan"
    assert say_test(words, is_supervised=True, is_unassisted=False) == "Test nazorat ostida topshirilgan"
    assert say_test(words, is_supervised=False, is_unassisted=True) == "Test yordamsiz topshirilgan"


def test_nothing_is_said_of_a_test_of_which_nothing_is_known():
    assert say_test(labels(UZ), is_supervised=False, is_unassisted=False) == ""
    text = text_of(render_certificate(FACTS))
    assert "Ismni egasi yozgan" in text
    assert "nazorat" not in text
    assert "yordam" not in text
    assert "oʻrniga" not in text


def test_a_correction_names_the_certificate_that_it_replaces():
    text = text_of(render_certificate(replace(FACTS, replaces="7K3M-9QPT-X2VB-R8DN-C")))
    assert "7K3M-9QPT-X2VB-R8DN-C kodli sertifikat oʻrniga berilgan" in text


def test_a_paths_certificate_names_its_courses_and_counts_those_that_find_no_room():
    facts = replace(FACTS, kind=Kind.PATH, parts=("Birinchi kurs", "Ikkinchi kurs"))
    assert "1. Birinchi kurs · 2. Ikkinchi kurs" in text_of(render_certificate(facts, design="path"))
    crowded = fit_parts(["Juda uzun nomli kurs haqida"] * 60, sans())
    assert re.search(r" · \+\d+$", crowded.lines[-1])
    assert fit_parts((), sans()).lines == ()
    assert fit_parts(["Щ" * 500], sans()).lines


def test_a_name_in_a_second_script_is_shown_only_as_it_was_given():
    assert "Гулямова" not in text_of(render_certificate(FACTS))
    assert "Гулямова Угилой" in text_of(render_certificate(replace(FACTS, second_name="Гулямова Угилой")))


def test_who_answers_for_a_name_fits_its_column_whatever_the_centre_is_called():
    for centre in ("Щ" * 90, "Qashqadaryo viloyati Shahrisabz tumani raqamli savodxonlik markazi va kutubxonasi"):
        fitted = fit(say_voucher(labels(UZ), Voucher.TRAINER, centre), sans(), SAID_STEPS, COLUMN_POINTS)
        assert max(map(sans().width, fitted.lines)) * fitted.size <= COLUMN_POINTS


def test_minutes_have_a_word_in_each_language():
    assert [count_minutes(5, tag) for tag in (UZ, UZ_CYRL, RU)] == ["daqiqa", "дақиқа", "минут"]
