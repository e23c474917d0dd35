"""Two accounts made one by the pages: what is said before, what is refused, and the way back."""

import pytest

from app.certificates.queries.records import list_of_person
from app.kernel.permissions import Role
from tests.support.certified import certify
from tests.support.people import demo_people, signed_in
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, region, someone, staff_member


@pytest.fixture
def admin(app, reader):
    return signed_in(reader, *demo_people(app)["administrator"])


@pytest.fixture
def two(app):
    return someone(app, "+998901234567", "Zulfiya Gʻulomova"), someone(app, "zulfiya@example.uz", "Zulfiya Gʻulomova")


def test_it_is_said_what_will_be_joined_then_done_then_undone(app, admin, two):
    a, b = two
    codes = {certify(app, a.id), certify(app, b.id)}
    admin.get(a.page)
    admin.click("Boshqa hisobi bilan birlashtirish")
    admin.submit("/merge/", q="zulfiya@example.uz")
    page = admin.click("Zulfiya Gʻulomova")
    for words in ("+998 90 123-45-67", "zulfiya@example.uz", "my.gov.uz portali bilan ishlash", "oʻtmaydi"):
        assert words in page.main
    page = admin.submit(f"/merge/{b.id}/")
    assert "Ikki hisob birlashtirildi" in page.main
    assert all(code in page.main for code in codes)
    assert admin.get(b.page).path == a.page, "both ids lead to the one page"
    assert len(admin.get("/uz/staff/people/?q=zulfiya").soup.select(".cards > li")) == 1
    assert len(admin.get("/uz/staff/people/?q=zulfiya@example.uz").soup.select(".cards > li")) == 1
    admin.get(a.page)
    admin.click("Ajratish")
    assert "Hisoblar ajratildi" in admin.submit(admin.page.path).main
    with app.app_context():
        assert len(list_of_person(a.id)) == len(list_of_person(b.id)) == 1


def test_the_joined_persons_roles_are_said_to_sleep(app, admin, two):
    a, _b = two
    trainer = staff_member(app, "+998901234568", Role.TRAINER, name="Zulfiya Gʻulomova")
    page = admin.get(f"{a.page}merge/{trainer.id}/")
    assert "trener: butun sayt" in page.main
    admin.submit(f"/merge/{trainer.id}/")
    assert "hozir ular ishlamaydi: trener: butun sayt" in admin.get(f"{a.page}roles/").main


@pytest.mark.parametrize("path", ["merge/{0}/", "merge/{1}/"])
def test_a_stale_page_merges_nobody_else(app, admin, two, path):
    a, b = two
    admin.get(f"{a.page}merge/{b.id}/")
    admin.submit(f"/merge/{b.id}/")
    admin.post(f"{b.page}{path.format(a.id, b.id)}", status=409)
    admin.post(f"{a.page}merge/{a.id}/", status=409)


def test_a_chain_is_refused_in_words(app, admin, two):
    a, b = two
    c = someone(app, "+998901234569", "Zulfiya G.")
    for one, other in ((a, b), (c, a)):
        admin.get(f"{one.page}merge/{other.id}/")
        admin.submit(f"/merge/{other.id}/")
    page = admin.get(c.page)
    undo = [link for text, link in page.links.items() if text == "Ajratish"]
    assert len(undo) == 1
    admin.get(f"{a.page}merge/{b.id}/", status=409)


def test_one_region_reaches_for_no_other(app, reader):
    here, there = someone(app, "+998901234561", lives_in=BUKHARA), someone(app, "+998901234562", lives_in=ANDIJAN)
    colleague = staff_member(app, "+998901234563", Role.TRAINER, region(BUKHARA))
    staff_member(app, "+998901234560", Role.ADMINISTRATOR, region(BUKHARA))
    signed_in(reader, "+998901234560", PASSWORD)
    reader.get(f"{here.page}merge/")
    for other in (there, colleague):
        reader.get(f"{here.page}merge/{other.id}/", status=404)
        reader.post(f"{here.page}merge/{other.id}/", status=404)
        reader.post(f"{other.page}merge/{here.id}/", status=404)


def test_an_unmerging_of_somebody_else_is_not_found(app, admin, two):
    a, b = two
    admin.get(f"{a.page}merge/{b.id}/")
    admin.submit(f"/merge/{b.id}/")
    address = next(link for text, link in admin.page.links.items() if text == "Ajratish")
    other = someone(app, "+998901234565")
    admin.get(address.replace(a.id, other.id), status=404)
    admin.post(address.replace(a.id, other.id), status=404)
