"""Somebody with a card becomes somebody with a telephone, and keeps all that they have."""

import pytest

from app.accounts.models.people import Account
from app.accounts.queries.people import find_credentials
from app.accounts.service.people import record_consent
from app.centres.queries.places import get_centre
from app.infra.database import count, write_tx
from app.kernel.locale import UZ
from tests.support.centres import PIN, give_card, hold_open, make_class
from tests.support.people import signed_in
from tests.support.staff import PASSWORD, someone
from tests.support.ways_back import lessons_done

PHONE = "+998 90 123-45-67"


@pytest.fixture
def made(app):
    made = make_class(app, members=1)
    with app.app_context(), write_tx():
        record_consent(made.members[0], UZ)
    return made


@pytest.fixture
def code(app, made):
    return give_card(app, made, made.members[0])


def by_card(reader, code):
    reader.get(f"/uz/card/{code}/")
    reader.submit(pin=PIN)
    return reader


def claim(reader, *, status=200, **typed):
    reader.get("/uz/me/claim/")
    fields = {"phone": PHONE, "password": PASSWORD, "pin": PIN} | typed
    return reader.submit(**fields, status=status)


def test_somebody_adds_a_telephone_and_keeps_all_that_they_learned(app, reader, code):
    by_card(reader, code).get("/uz/courses/my-gov-uz/tour/")
    reader.submit("/tour/done")
    claim(reader)
    phone = signed_in(reader.stranger(), PHONE, PASSWORD)
    assert "Aziza Rahimova" in phone.get("/uz/me/").main
    assert lessons_done(phone) == 1
    by_card(reader.stranger(), code)
    by_card(reader, code).get("/uz/me/card/")
    reader.submit("/card/end")
    other = reader.stranger()
    other.get(f"/uz/card/{code}/")
    other.submit(pin=PIN, status=400)


def test_a_telephone_of_another_account_is_said_to_be_so(app, reader, code):
    someone(app, "+998901234567")
    assert "boshqa hisobda bor" in claim(by_card(reader, code), status=400).main
    assert "trenerga ayting" in reader.page.main
    with app.app_context():
        assert count(Account, Account.phone == "+998901234567") == 1


def test_the_pin_is_asked_and_a_weak_password_refused(app, reader, code):
    by_card(reader, code)
    assert "PIN notoʻgʻri" in claim(reader, pin="8264", status=400).main
    assert "oson topish" in claim(reader, password="12345678", status=400).main
    assert "+998 90 123-45-67 kabi" in claim(reader, phone="abc", status=400).main
    with app.app_context():
        assert find_credentials("+998901234567") is None


def test_at_a_class_computer_picture_and_pin_are_not_enough_to_take_an_account_over(app, reader, made, code):
    hold_open(app, made)
    with app.app_context():
        centre = get_centre(made.centre_id).code
    reader.get(reader.get(f"/uz/class/{centre}/").links["Aziza R."])
    reader.submit(pin=PIN)
    assert "Kartangizdagi kodni yozing" in claim(reader, status=400).main
    claim(reader, code=code.lower())
    with app.app_context():
        assert find_credentials("+998901234567")


def test_whoever_never_agreed_to_the_notice_is_asked_first(app, reader):
    made = make_class(app, members=1)
    by_card(reader, give_card(app, made, made.members[0]))
    assert reader.get("/uz/me/claim/").path.startswith("/uz/me/consent/")
    reader.submit("/agree")
    assert reader.page.h1 == "Telefon va parol qoʻshish"


def test_what_needs_a_password_leads_whoever_has_none_to_adding_one(reader, code):
    by_card(reader, code)
    assert reader.get("/uz/me/code/").h1 == "Telefon va parol qoʻshish"
