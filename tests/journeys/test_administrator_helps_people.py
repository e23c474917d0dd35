"""An administrator comes in with the second step, finds a person, gives a role with an end, looks through a learner's
eyes, makes two accounts one, and tells them apart again."""

from tests.support.browsing import Learner
from tests.support.people import code_of, demo_people
from tests.support.staff import BUKHARA, someone

PHONE_OWNER, MAIL_OWNER = "Zulfiya Gʻulomova", "Зулфия Ғуломова"


def come_in(app, admin):
    login, password = demo_people(app)["administrator"]
    admin.open("sign-in/")
    admin.sign_in(login, password)
    with admin.page.expect_navigation():
        admin.page.get_by_role("link", name="Xodimlar boʻlimi").click()
    assert admin.h1 == "Ikkinchi tekshiruv"
    admin.look()
    admin.field("code").fill(code_of(app, login))
    admin.send("/second-step/")
    assert admin.h1 == "Xodimlar boʻlimi"
    admin.look()


def find(admin):
    """The person's page, after a search that finds nobody; its path."""
    admin.follow("/staff/people/")
    admin.field("q").fill("Zulfiya 4433")
    admin.send("/staff/people/")
    assert "Hech kim topilmadi" in admin.main
    admin.field("q").fill("4433")
    admin.send("/staff/people/")
    admin.look()
    admin.follow(admin.page.locator(".cards a").first)
    assert admin.h1 == PHONE_OWNER
    admin.look()
    return admin.path


def give_a_role(admin):
    admin.follow("/roles/")
    admin.follow("/roles/give/")
    admin.look()
    admin.page.get_by_label("trener").check()
    admin.field("place").select_option(f"region:{BUKHARA}")
    admin.field("until").fill("31.12.2030")
    admin.send("/roles/give/")
    assert "trener: Buxoro viloyati" in admin.main
    assert "2031-yil 1-yanvar" in admin.main
    admin.look()


def look_through_their_eyes(admin):
    admin.send("/look")
    banner = admin.page.locator("body > aside").first
    assert PHONE_OWNER in banner.inner_text()
    admin.look()
    admin.open("courses/my-gov-uz/tour/")
    admin.send("/done")
    assert admin.h1 == "Siz faqat koʻryapsiz"
    admin.look()
    with admin.page.expect_navigation():
        banner.get_by_role("button").click()
    assert admin.h1 == PHONE_OWNER


def merge_and_unmerge(admin):
    admin.follow("/merge/")
    admin.field("q").fill("zulfiya@example.uz")
    admin.send("/merge/")
    admin.look()
    admin.follow(admin.page.locator(".cards a").first)
    assert admin.h1 == "Nima birlashtiriladi"
    admin.look()
    admin.send(admin.path)
    assert "Ikki hisob birlashtirildi" in admin.main
    admin.look()
    admin.follow(admin.page.get_by_role("link", name="Ajratish"))
    admin.look()
    admin.send(admin.path)
    assert "Hisoblar ajratildi" in admin.main


def test_an_administrator_helps_people(app, phone):
    someone(app, "+998915554433", PHONE_OWNER, lives_in=BUKHARA)
    someone(app, "zulfiya@example.uz", MAIL_OWNER)
    admin = Learner(phone, app)
    come_in(app, admin)
    person = find(admin)
    give_a_role(admin)
    admin.page.goto(person)
    look_through_their_eyes(admin)
    merge_and_unmerge(admin)
    admin.open("staff/audit/")
    assert "birlashtirilgan hisoblar ajratildi" in admin.main
    admin.look()
