"""Roles, closing, resetting, by the pages: who may, over whom, and what is refused."""

import pytest

from app.accounts.queries.roles import list_roles
from app.infra.audit import list_entries
from app.kernel.permissions import SITE, Role
from tests.support.people import demo_people, signed_in
from tests.support.reader import Reader
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, region, someone, staff_member


@pytest.fixture
def admin(app, reader):
    return signed_in(reader, *demo_people(app)["administrator"])


@pytest.fixture
def regional(app, reader):
    """An administrator of one region."""
    staff_member(app, "+998901234560", Role.ADMINISTRATOR, region(BUKHARA), name="Lola Umarova")
    return signed_in(reader, "+998901234560", PASSWORD)


def held(app, person):
    with app.app_context():
        return [(one.grant.role, one.grant.scope) for one in list_roles(person.id)]


def deeds(app):
    with app.app_context():
        return [one.action for one in list_entries(limit=100)]


def test_a_role_is_given_with_an_end_and_explained_and_taken_back(app, admin):
    person = someone(app, "+998915554433")
    admin.get(f"{person.page}roles/")
    admin.click("Yangi vazifa berish")
    page = admin.submit("/roles/give/", role="trainer", place=f"region:{BUKHARA}", until="31.12.2030")
    assert "Vazifa berildi" in page.main
    assert "trener: Buxoro viloyati" in page.main
    assert "Malika Yoʻldosheva" in page.main, "who gave it"
    assert "2031-yil 1-yanvar, 00:00" in page.main, "until when"
    assert "odamlarni topish va ularning sahifasini koʻrish" in page.main, "what it lets them do"
    assert "vazifa berildi: trener: Buxoro viloyati" in admin.get(person.page).main
    admin.get(f"{person.page}roles/")
    assert "faqat oʻquvchi" in admin.submit("/roles/take").main
    assert held(app, person) == []


def test_au09_a_persons_browser_is_out_at_once(app, admin, reader):
    person = someone(app, "+998915554433")
    for act in ("roles/give/", "close/"):
        own = signed_in(reader.stranger(), person.login, PASSWORD)
        admin.get(f"{person.page}{act}")
        admin.submit(f"/{act}", **({"role": "author", "place": "site"} if "give" in act else {"reason": "asked"}))
        assert own.get("/uz/me/edit/").path.startswith("/uz/sign-in/"), act


@pytest.mark.parametrize(
    "sent",
    [
        {"role": "learner", "place": "site"},
        {"role": "root", "place": "site"},
        {"role": "trainer", "place": "centre:x"},
        {"role": "trainer", "place": "cohort:x"},
        {"role": "trainer", "place": "region:XX"},
        {"role": "trainer", "place": "site:x"},
        {"role": "trainer", "place": ""},
        {"role": "trainer", "place": "site", "until": "31.12.1999"},
        {"role": "trainer", "place": "site", "until": "99.99.9999"},
        {"role": "trainer", "place": "site", "until": "٣١.١٢.٢٠٣٠"},
        {"role": "trainer", "place": "site", "until": "1" * 9999},
        {},
    ],
)
def test_au29_what_was_not_offered_is_not_given(app, admin, sent):
    person = someone(app, "+998915554433")
    admin.get(f"{person.page}roles/give/")
    page = admin.post(f"{person.page}roles/give/", sent, status=400)
    assert page.soup.select_one(".summary")
    assert held(app, person) == []


def test_au29_forged_fields_change_nothing(app, admin):
    person, other = someone(app, "+998915554433"), someone(app, "+998915554434")
    admin.get(f"{person.page}roles/give/")
    forged = {"person": other.id, "person_id": other.id, "granted_by": other.id, "id": "x", "is_admin": "1"}
    admin.post(f"{person.page}roles/give/", {"role": "author", "place": "site"} | forged)
    assert (held(app, person), held(app, other)) == ([(Role.AUTHOR, SITE)], [])
    admin.get(f"{other.page}roles/")
    with app.app_context():
        grant = list_roles(person.id)[0].id
    admin.post(f"{other.page}roles/take", {"role": grant}, status=404)
    assert held(app, person)


def test_au29_a_profile_form_makes_nobody_staff(app, reader):
    person = someone(app, "+998915554433")
    signed_in(reader, person.login, PASSWORD)
    reader.get("/uz/me/edit/")
    forged = {"role": "administrator", "grants": "administrator", "is_staff": "1", "proved_at": "2026-01-01", "id": "x"}
    reader.post("/uz/me/edit/", {"name": "Nodira Karimova", "region": "", "district": "", "language": "uz"} | forged)
    assert held(app, person) == []


def test_a_role_held_already_is_said(app, admin):
    person = staff_member(app, "+998915554433", Role.TRAINER)
    admin.get(f"{person.page}roles/give/")
    page = admin.submit("/roles/give/", role="trainer", place="site", status=409)
    assert "shunday vazifa bor" in page.main


@pytest.mark.parametrize("role", ["coordinator", "trainer", "author", "reviewer", "learner"])
def test_nobody_but_administrators_gives_anything(app, reader, role):
    person = someone(app, "+998915554433")
    signed_in(reader, *demo_people(app)[role])
    reader.get("/uz/me/")
    for path in ("roles/give/", "roles/take", "close/", "open", "look", "second-step/reset"):
        reader.post(f"{person.page}{path}", {"role": "trainer", "place": "site", "reason": "rules"}, status=403)
    assert held(app, person) == []


def test_an_administrator_of_a_region_gives_inside_it_and_never_wider(app, regional):
    person = someone(app, "+998915554433", lives_in=BUKHARA)
    page = regional.get(f"{person.page}roles/give/")
    offered = [one["value"] for one in page.soup.select("select[name=place] option")]
    assert offered == [f"region:{BUKHARA}"]
    for place in ("site", f"region:{ANDIJAN}", "course:my-gov-uz"):
        regional.post(f"{person.page}roles/give/", {"role": "trainer", "place": place}, status=400)
    regional.post(f"{person.page}roles/give/", {"role": "administrator", "place": f"region:{BUKHARA}"})
    assert held(app, person) == [(Role.ADMINISTRATOR, region(BUKHARA))]


def test_an_administrator_of_a_region_does_nothing_outside_it(app, regional):
    person = someone(app, "+998915554433", lives_in=ANDIJAN)
    regional.get("/uz/me/")
    for path in ("roles/give/", "roles/take", "close/", "open", "look", "second-step/reset"):
        regional.post(f"{person.page}{path}", {"role": "trainer", "place": f"region:{BUKHARA}"}, status=404)


def test_an_administrator_of_a_region_has_no_power_over_who_reaches_further(app, regional):
    boss = someone(app, "+998915554433", "Olim Saidov", lives_in=BUKHARA)
    staff_member(app, "+998915554434", Role.ADMINISTRATOR)
    give_site_role(app, boss)
    page = regional.get(f"{boss.page}roles/")
    assert "Qaytarib olish" not in page.main
    assert "olib tashlash" not in page.main
    with app.app_context():
        grant = list_roles(boss.id)[0].id
    for path, sent in (("roles/take", {"role": grant}), ("close/", {"reason": "left"}), ("second-step/reset", {})):
        regional.post(f"{boss.page}{path}", sent, status=403)
    regional.get(f"{boss.page}merge/", status=404)
    regional.post(f"{boss.page}look", status=404)
    assert held(app, boss) == [(Role.TRAINER, SITE)]


def give_site_role(app, person):
    signed = signed_in(Reader(app), "+998915554434", PASSWORD)
    signed.get(f"{person.page}roles/give/")
    signed.submit("/roles/give/", role="trainer", place="site")


def test_ad04_an_administrator_stays(app, admin):
    own = next(one["href"] for one in admin.get("/uz/staff/people/?q=Malika").soup.select(".cards a"))
    page = admin.get(f"{own}roles/")
    assert "Qaytarib olish" not in page.main
    with app.app_context():
        grant = list_roles(own.split("/")[4])[0].id
    assert "oʻzingiz olib tashlay olmaysiz" in admin.post(f"{own}roles/take", {"role": grant}, status=409).main
    admin.get(f"{own}close/")
    assert "oʻzingiz yopa olmaysiz" in admin.submit("/close/", reason="left", status=409).main
    admin.get("/uz/me/")
    admin.post(f"{own}second-step/reset", status=403)


def test_an_account_is_closed_with_a_reason_and_opened_again(app, admin, reader):
    person = someone(app, "+998915554433")
    admin.get(person.page)
    admin.click("Hisobni yopish")
    assert admin.submit("/close/", status=400).soup.select_one(".summary")
    assert "Hisob yopildi" in admin.submit("/close/", reason="stolen").main
    own = reader.stranger()
    own.get("/uz/sign-in/")
    own.submit("/sign-in/", login=person.login, password=PASSWORD, status=400)
    admin.submit("/open")
    assert "Hisob ochildi" in admin.page.main
    signed_in(reader.stranger(), person.login, PASSWORD).get("/uz/me/edit/")
    assert deeds(app)[:2] == ["accounts.enabled", "accounts.disabled"]


def test_another_administrator_resets_the_second_step(app, admin, reader):
    person = staff_member(app, "+998915554433", Role.TRAINER)
    admin.get(f"{person.page}roles/")
    assert "olib tashlandi" in admin.submit("/second-step/reset").main
    own = reader.stranger()
    own.get("/uz/sign-in/")
    own.submit("/sign-in/", login=person.login, password=PASSWORD)
    assert own.get("/uz/staff/").h1 == "Ikkinchi tekshiruvni oʻrnating"


def test_what_matters_wants_the_password_of_a_short_while_ago(app, admin, clock):
    person = someone(app, "+998915554433")
    clock.shift(minutes=11)
    assert admin.get(f"{person.page}roles/give/").h1 == "Parolni yana bir marta yozing"
    admin.get("/uz/me/")
    page = admin.post(f"{person.page}close/", {"reason": "left"}, status=403)
    assert page.h1 == "Parolni yana bir marta yozing"
