"""Running text in both alphabets: the given pairs, place names, and sentences as courses have them."""

import csv
import json
from pathlib import Path

import pytest

from app.kernel.uzbek import normalise_apostrophes, to_cyrillic, to_latin

DATA = Path(__file__).parent / "data"
PLACES = Path(__file__).parents[2] / "app" / "accounts" / "data"

with (DATA / "transliteration_pairs.tsv").open(encoding="utf-8") as file:
    PAIRS = [(row["uz_latn"], row["uz_cyrl"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("latin", "cyrillic"), PAIRS)
def test_a_pair_holds_both_ways(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


def places():
    for region in json.loads((PLACES / "regions.json").read_text(encoding="utf-8")):
        yield region["uz_latn"], region["uz_cyrl"]
    with (PLACES / "districts.csv").open(encoding="utf-8") as file:
        for district in csv.DictReader(file):
            yield district["uz_latn"], district["uz_cyrl"]


def test_every_region_and_district_is_spelled_as_it_spells_itself():
    found = list(places())
    assert len(found) > 200
    assert [latin for latin, cyrillic in found if to_cyrillic(latin) != cyrillic] == []
    assert [cyrillic for latin, cyrillic in found if to_latin(cyrillic) != latin] == []


SENTENCES = [
    (
        "my.gov.uz portaliga kirish uchun OneID hisobingiz boʻlishi kerak.",
        "my.gov.uz порталига кириш учун OneID ҳисобингиз бўлиши керак.",
    ),
    (
        "SMS-kodni hech kimga aytmang: bank xodimi ham soʻramaydi!",
        "SMS-кодни ҳеч кимга айтманг: банк ходими ҳам сўрамайди!",
    ),
    (
        "Arizani 2026-yil 5-sentabrdan 1-oktabrgacha topshiring; bu 5-darsda bor.",
        "Аризани 2026 йил 5 сентябрдан 1 октябргача топширинг; бу 5-дарсда бор.",
    ),
    (
        "Parolingizni yangilang: parol kamida 8 ta belgidan iborat boʻlsin.",
        "Паролингизни янгиланг: пароль камида 8 та белгидан иборат бўлсин.",
    ),
    (
        "Innovatsion telekommunikatsiya xizmatlari va avtomobilni roʻyxatdan oʻtkazish.",
        "Инновацион телекоммуникация хизматлари ва автомобилни рўйхатдан ўтказиш.",
    ),
    (
        "JShShIR — 14 ta raqam. AQShda, DXMda va BHMning 50 foizi. FHDY organi.",
        "ЖШШИР — 14 та рақам. АҚШда, ДХМда ва БҲМнинг 50 фоизи. ФҲДЁ органи.",
    ),
    (
        "XXI asrning I choragida, IV guruhda. V. Karimov va I. A. Rahimova.",
        "XXI асрнинг I чорагида, IV гуруҳда. В. Каримов ва И. А. Раҳимова.",
    ),
    (
        "E-IMZO kaliti, Face-ID, Mobile-ID, QR-kod va ID-karta; Google Play va App Store.",
        "E-IMZO калити, Face-ID, Mobile-ID, QR-код ва ID-карта; Google Play ва App Store.",
    ),
    (
        "Obyektlar, subyektlar, rayonlararo; mayorga, kanyonning, interyeri, sudyalar.",
        "Объектлар, субъектлар, районлараро; майорга, каньоннинг, интерьери, судьялар.",
    ),
    (
        "Dunyoning hamyonida: tayyorgarlik, sayyora, muayyan, siyosiy, mutolaa.",
        "Дунёнинг ҳамёнида: тайёргарлик, сайёра, муайян, сиёсий, мутолаа.",
    ),
    (
        "Davlatsiz, internetsizmi, ketsin, aytsangiz, sportsmen, sanʼatsevar, soatsoz.",
        "Давлатсиз, интернетсизми, кетсин, айтсангиз, спортсмен, санъатсевар, соатсоз.",
    ),
    (
        "OʻZBEKISTON RESPUBLIKASI QONUNI: SHAXSIY MAʼLUMOTLAR TOʻGʻRISIDA",
        "ЎЗБЕКИСТОН РЕСПУБЛИКАСИ ҚОНУНИ: ШАХСИЙ МАЪЛУМОТЛАР ТЎҒРИСИДА",
    ),
    (
        "Boʻrivoy Toʻxtayev, Shahlo Sergeyeva, Choʻlpon Yoʻldoshev, Oʻtkir Hoshimov.",
        "Бўривой Тўхтаев, Шаҳло Сергеева, Чўлпон Йўлдошев, Ўткир Ҳошимов.",
    ),
    (
        "2025-2026-yillarda, 90-yillarda, 100 yil oldin, 8-mart kuni, 5-maydonda.",
        "2025-2026 йилларда, 90-йилларда, 100 йил олдин, 8 март куни, 5-майдонда.",
    ),
]


@pytest.mark.parametrize(("latin", "cyrillic"), SENTENCES)
def test_a_sentence_holds_both_ways(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    "kept",
    [
        "https://my.gov.uz/uz/site/index?lang=uz#top",
        "www.lex.uz/docs/-6445145",
        "mailto:yordam@mygov.uz",
        "my.gov.uz",
        "id.egov.uz",
        "t.me/mygov_bot",
        "ali.valiyev@mail.uz",
        "@uzsuvbot",
        "#raqamli",
        "{{ persona.name }}",
        "{count}",
        "${oy}",
        "%(name)s",
        "%s",
        "%d",
        '<a href="/uz/kurslar/" title="Kurs">',
        "</strong>",
        "<!-- izoh -->",
        "<code>salom dunyo</code>",
        "`salom dunyo`",
        "&mdash;",
        "&#8209;",
        "xat.apk",
        ".apk",
        "ariza_2026.pdf",
        "user_id",
        "/uz/me/",
        "AB1234567",
        "4G",
        "XVIII",
        "OneID",
        "MyGov",
        "Telegram",
        "Wi-Fi",
        "E-IMZO",
        "WhatsApp",
        "Muxlis@mail.uz",
        "newspaper",
        "DigComp",
    ],
)
def test_what_is_no_uzbek_word_stays_byte_for_byte(kept):
    assert to_cyrillic(f"Bu yerda {kept} bor.") == f"Бу ерда {kept} бор."
    assert to_latin(f"Бу ерда {kept} бор.") == f"Bu yerda {kept} bor."


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("OneIDga kiring", "OneID-га киринг"),
        ("Telegramdagi .apkni", "Telegram-даги .apk-ни"),
        ("SMSlarni", "SMS-ларни"),
        ("Face-IDdan", "Face-ID-дан"),
        ("my.gov.uzdagi", "my.gov.uz-даги"),
        ("Google Playda", "Google Play-да"),
    ],
)
def test_a_suffix_on_a_name_is_cyrillic_and_no_word_is_in_two_scripts(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


def test_an_apostrophe_between_a_name_and_its_suffix_becomes_the_hyphen():
    assert to_cyrillic("Telegram'da va my.gov.uz’dan") == "Telegram-да ва my.gov.uz-дан"


def test_a_placeholder_takes_its_suffix_as_it_is():
    assert to_cyrillic("%(name)sga va {{ name }}ning") == "%(name)sга ва {{ name }}нинг"


@pytest.mark.parametrize("sign", "'`´ʹʻʼʽ‘’‛′＇")
def test_every_typed_apostrophe_is_understood(sign):
    typed = f"O{sign}zbek tog{sign}ida ma{sign}lumot, Is{sign}hoq, to{sign}g{sign}ri"
    assert to_cyrillic(typed) == "Ўзбек тоғида маълумот, Исҳоқ, тўғри"
    assert normalise_apostrophes(typed) == "Oʻzbek togʻida maʼlumot, Isʼhoq, toʻgʻri"


def test_a_quotation_mark_is_not_taken_for_an_apostrophe():
    assert to_cyrillic("‘oʻqing’ va 'tong', \"yogʻ\"") == "‘ўқинг’ ва 'тонг', \"ёғ\""


@pytest.mark.parametrize("typed", ["bog'", "bog’", "bog‘", "bogʻ", "bog`"])
def test_a_word_may_end_in_a_soft_g(typed):
    assert to_cyrillic(f"{typed} va") == "боғ ва"


def test_apostrophes_in_addresses_and_code_stay():
    assert normalise_apostrophes("`o'z` https://a.uz/o'z o'z") == "`o'z` https://a.uz/o'z oʻz"


def test_letters_of_the_reform_are_read():
    assert to_cyrillic("Özbekiston, ğoya, şahar, çoy") == "Ўзбекистон, ғоя, шаҳар, чой"


def test_old_spelling_of_loans_is_read():
    assert to_cyrillic("kontsert tsirk sentyabrda byudjet valyuta") == "концерт цирк сентябрда бюджет валюта"
