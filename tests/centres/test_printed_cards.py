"""Cards on paper: whose PIN stands on them, what fits, what a browser may keep."""

import re

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import select

from app.centres.documents.address_poster import poster_html
from app.centres.documents.cards import ON_PAGE, PrintedCard, cards_html, fit, print_cards
from app.centres.models.cards import Card
from app.centres.queries.cards import list_cards
from app.centres.rules.faces import WOMEN, choose_face, short_name
from app.infra.audit import AuditEntry
from app.infra.database import db
from app.kernel.locale import UZ, UZ_CYRL
from app.kernel.pins import check_pin
from app.web.pins import FACES
from tests.support.centres import PIN, give_card, give_cards, make_class
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD

LONG = "Abdurahmonjonov-Mirzaboboyevning Muhammadyusufxoʻjaxon Abdullatifjonovich Toʻraqulovning ogʻ"[:90]
LONG_CYRILLIC = "Абдураҳмонжонов Муҳаммадюсуфхўжахон Абдуллатифжонович Тўрақуловнинг ўғли Ғайбуллохўжаев Ҳабиб"[:90]


def trainer(app, made):
    reader = signed_in(Reader(app), made.trainer.login, PASSWORD)
    reader.get(f"{made.page}cards/")
    return reader


def text_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def printed(reader, made, people, new=(), *, once="a" * 20):
    """The text of the PDF that comes of this form, and its answer."""
    bare = [one["value"] for one in reader.page.soup.select("input[name=bare]")]
    token = reader.page.soup.find("input", attrs={"name": "_token"})["value"]
    fields = {"_token": token, "once": once, "print": list(people), "new": list(new), "bare": bare}
    answer = reader.client.post(f"{made.page}cards/print", data=fields)
    assert answer.mimetype == "application/pdf"
    return text_of(answer.get_data()), answer


def pins_in(text):
    return re.findall(r"PIN:\s*(\d{4})\b", text)


def test_cards_are_printed_with_the_pins_of_those_who_had_none_and_of_those_who_are_ticked(app):
    made = make_class(app, members=3)
    first, second, third = made.members
    old = give_card(app, made, first), give_card(app, made, second)
    staff = trainer(app, made)
    text, answer = printed(staff, made, made.members, [second])
    pins = pins_in(text)
    assert len(pins) == 2
    assert "avvalgi PINingiz" in text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert all(code in text for code in old)
    again, _ = printed(staff, made, made.members, [second])
    assert pins_in(again) == pins, "the same form sent twice tells the same PINs"
    staff.get(f"{made.page}cards/")
    text, _ = printed(staff, made, made.members)
    assert pins_in(text) == [], "PINs of before are not known to anybody"
    with app.app_context():
        cards = list_cards(made.members)
        told = [entry for entry in db.session.scalars(select(AuditEntry)) if entry.action == "centres.cards-printed"]
        kept = str([(row.facts, row.subject_id) for row in db.session.scalars(select(AuditEntry))])
    assert [entry.facts["pins"] for entry in told] == [2, 2, 0]
    assert not any(f"'{pin}'" in kept for pin in pins)
    visitor = Reader(app)
    visitor.get(f"/uz/card/{cards[third].code}/")
    visitor.submit(pin=pins[-1] if cards[third].name > cards[second].name else pins[0])


def test_whoever_signs_in_with_a_telephone_gets_no_card(app):
    made = make_class(app, members=1)
    staff = trainer(app, made)
    text, _ = printed(staff, made, [*made.members, made.trainer.id])
    assert text.count("PIN:") == 1
    with app.app_context():
        assert list_cards([made.trainer.id]) == {}


def test_a_lost_card_ends_and_another_is_made_once(app, reader):
    made = make_class(app, members=1)
    old = give_card(app, made, made.members[0])
    staff = trainer(app, made)
    fields = {
        "person": made.members[0],
        "card": staff.page.soup.find("input", attrs={"name": "card"})["value"],
        "once": "b" * 20,
    }
    told = [staff.post(f"{made.page}cards/renew", fields).soup.main for _ in range(2)]
    pins = [main.select_one(".card strong").get_text() for main in told]
    assert pins[0] == pins[1]
    with app.app_context():
        assert [row.ended_at is None for row in db.session.scalars(select(Card).order_by(Card.id))] == [False, True]
        new = list_cards(made.members)[made.members[0]].code
    reader.get(f"/uz/card/{old}/")
    reader.submit(pin=PIN, status=400)
    reader.submit(pin=pins[0], status=400)
    reader.get(f"/uz/card/{new}/")
    assert reader.submit(pin=pins[0]).path.startswith("/uz/me/")


def test_au16_pins_that_we_draw_are_none_that_is_easily_guessed(app):
    made = make_class(app, members=6)
    staff = trainer(app, made)
    text, _ = printed(staff, made, made.members)
    pins = pins_in(text)
    assert len(set(pins)) > 3
    assert all(check_pin(pin, phone=None) is None for pin in pins)


def test_pictures_in_a_group_differ_while_they_last(app):
    made = make_class(app, members=14, seats=20)
    give_cards(app, made)
    with app.app_context():
        faces = [card.face for card in list_cards(made.members).values()]
    assert len(set(faces)) == len(FACES)


@pytest.mark.parametrize("name", [LONG, LONG_CYRILLIC, "Q" * 90, "Oʻ"])
def test_a_name_of_ninety_letters_fits_whole(app, name):
    with app.app_context():
        lines, size = fit(name, (15.0, 12.0, 9.0, 7.0, 6.0), room=57 * 72 / 25.4, most=3)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert size >= 6


def test_a_sheet_says_all_in_either_script_and_its_qr_leads_to_the_card(app):
    card = PrintedCard(
        name=LONG_CYRILLIC,
        face="elder-bun",
        code="ABCD-EFGH-JKMN-PQRS",
        address="http://10.42.0.1:8000/card/ABCD-EFGH-JKMN-PQRS",
        pin="7391",
    )
    with app.test_request_context("/uz/"):
        assert "SMS-kodni hech kimga aytmang" in cards_html([card], centre="Buloqboshi", language=UZ)
        pdf = print_cards([card] * (ON_PAGE + 1), centre="Булоқбоши кутубхонаси", language=UZ_CYRL)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    text = text_of(pdf)
    assert "SMS-кодни ҳеч кимга айтманг" in text
    assert "10.42.0.1:8000/card" in text
    picture = document[0].render(scale=3).to_pil()
    assert {found.text for found in zxingcpp.read_barcodes(picture)} == {card.address}


def test_the_poster_tells_the_address_in_every_language(app):
    with app.test_request_context("/uz/"):
        html = poster_html("http://10.42.0.1:8000", "Sinf 2")
    assert all(words in html for words in ("Wi-Fi: «Sinf 2»", "тармоғига", "подключитесь", "http://10.42.0.1:8000"))
    made = make_class(app, members=0)
    staff = trainer(app, made)
    answer = staff.client.get("/uz/teach/address/poster.pdf?wifi=Sinf")
    assert answer.get_data().startswith(b"%PDF")


@pytest.mark.pure
def test_a_picture_suits_the_name_while_there_is_one():
    faces = tuple(FACES)
    assert choose_face("Aziza Rahimova", [], faces) in WOMEN
    assert choose_face("Бахром Тўлаганов", [], faces) not in WOMEN
    assert choose_face("Aziza Rahimova", WOMEN, faces) not in WOMEN, "rather another one than the same twice"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Aziza Rahimova", "Aziza R."),
        ("Erkin Shodiyev", "Erkin Sh."),
        ("Dilfuza Gʻofurova Olim qizi", "Dilfuza Gʻ."),
        ("Жамила Ҳакимова", "Жамила Ҳ."),
        ("Lola", "Lola"),
        ("A" * 90, "A" * 30),
    ],
)
def test_a_short_name_is_enough_to_find_oneself(name, short):
    assert short_name(name) == short
