"""Finding people: in either script, within one's reach, whatever is typed, with few queries."""

from urllib.parse import quote

import pytest

from app.kernel.ids import new_id
from app.kernel.permissions import Role
from tests.support.certified import certify
from tests.support.counting import queries
from tests.support.people import demo_people, signed_in
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, course, region, someone, staff_member

MOST_QUERIES = 8


@pytest.fixture
def admin(app, reader):
    return signed_in(reader, *demo_people(app)["administrator"])


def found(reader, typed, **more):
    page = reader.get(f"/uz/staff/people/?q={quote(typed)}", **more)
    return [one.get_text() for one in page.soup.select(".cards h2")]


@pytest.mark.parametrize(
    "typed",
    ["G'ulomova", "gʻulomova zulfiya", "Зулфия Ғуломова", "ZULFIYA", "ulom", "+998 91 555-44-33", "4433", "915554433"],
)
def test_a_person_is_found_however_they_are_written(app, admin, typed):
    someone(app, "+998915554433", "Zulfiya Gʻulomova")
    assert found(admin, typed) == ["Zulfiya Gʻulomova"]


def test_a_person_written_in_cyrillic_is_found_in_latin(app, admin):
    someone(app, "zulfiya@example.uz", "Зулфия Ғуломова")
    assert found(admin, "gulomova") == found(admin, "Zulfiya@Example.uz") == ["Зулфия Ғуломова"]


def test_what_is_renamed_is_found_by_the_new_name(app, admin, reader):
    someone(app, "+998915554433", "Zulfiya Gʻulomova")
    own = signed_in(reader.stranger(), "+998915554433", PASSWORD)
    own.get("/uz/me/edit/")
    own.submit("/me/edit/", name="Zulfiya Karimova")
    assert found(admin, "Gʻulomova") == []
    assert found(admin, "Zulfiya Karimova") == ["Zulfiya Karimova"]


@pytest.mark.parametrize("typed", ["'", "%", "_", "\\", "a%", "' OR 1=1 --", "🙂", "()", "12", "@", "x" * 90])
def test_ad02_signs_of_the_database_mean_themselves(app, admin, typed):
    assert found(admin, typed) == []


@pytest.mark.parametrize("typed", ["x" * 10_000, "a\0b", "\x01"])
def test_ad02_what_nobody_is_called_is_refused_in_words(admin, typed):
    assert found(admin, typed, status=400) == []
    assert admin.page.soup.select_one(".summary")


@pytest.mark.parametrize("page", ["-1", "0", "1000000000000000000", "١", "1_0", "1e3", " 1", "", "x", "10000"])
def test_ad02_a_page_is_a_plain_number(admin, page):
    admin.get(f"/uz/staff/people/?page={quote(page)}", status=400)
    admin.get(f"/uz/staff/audit/?before={quote(page)}x", status=400)


def test_a_page_beyond_the_end_is_empty(admin):
    admin.get("/uz/staff/people/?page=9999")
    assert admin.page.soup.select(".cards") == []


def test_people_are_shown_twenty_at_a_time_with_as_many_queries(app, admin):
    def asked():
        with queries(app) as statements:
            admin.client.get("/uz/staff/people/")
        return len(statements)

    few = asked()
    for number in range(25):
        staff_member(app, f"odam{number}@example.uz", Role.TRAINER)
    assert asked() == few <= MOST_QUERIES
    page = admin.get("/uz/staff/people/?q=Olim+Saidov")
    assert "25 kishi topildi" in page.main
    assert len(page.soup.select(".cards > li")) == 20
    assert len(admin.click("Keyingi sahifa").soup.select(".cards > li")) == 5
    admin.click("Oldingi sahifa")


def test_staff_of_a_region_find_its_people_only(app, reader):
    here = someone(app, "+998901234561", "Nodira Karimova", lives_in=BUKHARA)
    there = someone(app, "+998901234562", "Nodira Karimova", lives_in=ANDIJAN)
    nowhere = someone(app, "+998901234563", "Nodira Karimova")
    staff_member(app, "+998901234564", Role.COORDINATOR, region(BUKHARA))
    signed_in(reader, "+998901234564", PASSWORD)
    page = reader.get("/uz/staff/people/?q=nodira")
    assert [one["href"] for one in page.soup.select(".cards a")] == [here.page]
    assert found(reader, "+998901234562") == []
    reader.get(here.page)
    for other in (there, nowhere):
        reader.get(other.page, status=404)
    for nobody in (new_id(), "x", "00000000-0000-0000-0000-000000000000", "%27"):
        reader.get(f"/uz/staff/people/{nobody}/", status=404)


def test_staff_of_a_course_find_nobody(app, reader):
    person = someone(app, "+998901234561", lives_in=BUKHARA)
    staff_member(app, "+998901234564", Role.TRAINER, course("my-gov-uz"))
    signed_in(reader, "+998901234564", PASSWORD)
    assert found(reader, "nodira") == []
    assert "oʻz hududingizdagi" in reader.page.main
    reader.get(person.page, status=404)


def test_a_trainer_sees_no_phone_and_may_change_nothing(app, reader):
    person = someone(app, "+998915554433")
    certify(app, person.id)
    signed_in(reader, *demo_people(app)["trainer"])
    page = reader.get(person.page)
    assert "•••" in page.main
    assert "555" not in page.main
    assert "testdan oʻtgan" in page.main
    assert "Nima qilish mumkin" not in page.main
    (form,) = page.soup.select("main form")
    assert form["action"].endswith("/access-code"), "what a trainer may do is give a code on the spot"
    reader.get(f"{person.page}roles/", status=403)
    reader.get("/uz/staff/audit/", status=403)


def test_an_administrator_sees_all_that_is_known(app, admin):
    person = someone(app, "+998915554433", lives_in=BUKHARA)
    code = certify(app, person.id)
    page = admin.get(person.page)
    assert "+998 91 555-44-33" in page.main
    assert "Buxoro" in page.main
    assert code in page.main


@pytest.mark.parametrize("language", ["uz-Cyrl", "ru"])
def test_staff_pages_speak_every_language(app, admin, language):
    person = someone(app, "+998915554433", "Zulfiya Gʻulomova", lives_in=BUKHARA)
    for path in ("", "people/", "people/?q=zzz", "audit/"):
        admin.get(f"/{language}/staff/{path}")
    for path in ("", "roles/", "roles/give/", "close/", "merge/", "merge/?q=Nodira"):
        admin.get(f"/{language}/staff/people/{person.id}/{path}")


def test_what_each_staff_role_may_do_stands_on_their_first_page(app, reader):
    people = demo_people(app)
    for role, words in {"author": "kurs yozish", "reviewer": "fikr berish", "trainer": "dars berish"}.items():
        page = signed_in(reader.stranger(), *people[role]).get("/uz/staff/")
        assert words in page.main
        assert ("Odamlarni topish" in page.links) is (role == "trainer")
        assert "Amallar jurnali" not in page.links


def test_the_way_to_the_pages_of_staff_is_shown_to_staff_only(app, reader):
    people = demo_people(app)
    assert "Xodimlar boʻlimi" not in signed_in(reader, *people["learner"]).get("/uz/courses/my-gov-uz/tour/").links
    trainer = signed_in(reader.stranger(), *people["trainer"])
    assert "Xodimlar boʻlimi" in trainer.get("/uz/courses/my-gov-uz/tour/").links
    assert "Xodimlar boʻlimi" not in reader.get("/uz/courses/my-gov-uz/tour/").links


def test_an_administrator_of_a_region_finds_no_dead_link(app, reader):
    person = someone(app, "+998901234561", "Zulfiya Gʻulomova", lives_in=BUKHARA)
    staff_member(app, "+998901234564", Role.ADMINISTRATOR, region(BUKHARA))
    signed_in(reader, "+998901234564", PASSWORD)
    reader.get(f"{person.page}roles/give/")
    reader.submit("/roles/give/", role="trainer", place=f"region:{BUKHARA}")
    for path in ("/uz/staff/", "/uz/staff/people/", person.page, f"{person.page}roles/"):
        for address in reader.get(path).addresses:
            if address.startswith("/uz/staff/"):
                reader.get(address)
