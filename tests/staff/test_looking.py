"""Another person's eyes: read only, half an hour, a banner on every page, written down, nothing of theirs changed."""

import pytest
from sqlalchemy import select

from app.accounts.models.sessions import UserSession
from app.accounts.queries.staff import count_sessions
from app.infra.audit import list_entries
from app.infra.database import db as database
from tests.support.counting import rows
from tests.support.people import demo_people, signed_in
from tests.support.staff import PASSWORD, someone

BANNER = "boshqa odamning koʻzi bilan koʻryapsiz"
LESSON = "/uz/courses/my-gov-uz/tour/"


@pytest.fixture
def person(app):
    return someone(app, "+998915554433", "Zulfiya Gʻulomova")


@pytest.fixture
def admin(app, reader, person):
    signed_in(reader, *demo_people(app)["administrator"])
    reader.get(person.page)
    reader.submit("/look")
    return reader


def banner(page):
    notice = page.soup.select_one("aside.wrap")
    return notice.get_text(" ", strip=True) if notice else ""


def test_every_page_is_theirs_and_says_so(admin):
    assert admin.page.path == "/uz/me/"
    assert "Zulfiya Gʻulomova" in admin.page.main
    for path in ("/uz/", "/uz/courses/", LESSON, "/uz/me/", "/uz/check/", "/c/0000"):
        page = admin.get(path, status=404 if path.startswith("/c/") else 200)
        assert BANNER in banner(page), path
        assert "Zulfiya Gʻulomova" in banner(page), path
        assert "Xodimlar boʻlimi" not in page.links


def test_nothing_can_be_done_but_to_leave(app, admin, person):
    before = rows(app)
    admin.get(LESSON)
    for path, sent in (
        (f"{LESSON}done", {}),
        ("/uz/me/edit/", {"name": "Boshqa", "language": "uz"}),
        ("/text-size", {"size": "2"}),
        ("/uz/sign-out/", {}),
        ("/uz/courses/my-gov-uz/quiz/final/begin", {}),
        (f"{person.page}roles/give/", {"role": "administrator", "place": "site"}),
        (f"{person.page}look", {}),
    ):
        page = admin.post(path, sent, status=403)
        assert page.h1 == "Siz faqat koʻryapsiz", path
    assert rows(app) == before
    admin.submit("/staff/leave")
    assert admin.page.path == f"{person.page}?done=looked"


def test_no_page_of_staff_is_shown_in_another_name(admin, person):
    for path in ("/uz/staff/people/", person.page, f"{person.page}roles/", "/uz/staff/audit/"):
        admin.get(path, status=403)
    admin.get("/uz/staff/", status=404)


def test_the_eyes_of_staff_are_those_of_a_learner(app, reader):
    people = demo_people(app)
    signed_in(reader, *people["administrator"])
    reader.get("/uz/staff/people/?q=Jasur")
    reader.click("Jasur Toʻxtayev")
    reader.submit("/look")
    reader.get("/uz/staff/people/", status=403)
    assert "Xodimlar boʻlimi" not in reader.get("/uz/me/").links


def test_half_an_hour_is_the_end_and_only_the_way_out_is_left(app, admin, clock, person):
    clock.shift(minutes=31)
    page = admin.get("/uz/me/", status=403)
    assert page.h1 == "Vaqt tugadi"
    assert "Maʼlumotlarim" not in page.main
    admin.get("/uz/staff/people/", status=403)
    admin.submit("/staff/leave")
    assert admin.page.path.startswith(person.page)


def test_both_ends_are_written_down(app, admin, person):
    admin.get("/uz/me/")
    admin.submit("/staff/leave")
    with app.app_context():
        ended, began = list_entries(limit=2)
        assert (began.action, ended.action) == ("accounts.view-began", "accounts.view-ended")
        assert began.subject_id == ended.subject_id == person.id
        assert began.actor_id == ended.actor_id != person.id
        assert "until" in began.facts


def test_the_persons_own_sessions_are_as_before(app, admin, person):
    admin.get("/uz/me/")
    with app.app_context():
        assert count_sessions(person.id) == 0
    own = signed_in(admin.stranger(), person.login, PASSWORD)
    assert banner(own.get(LESSON)) == ""
    with app.app_context():
        assert count_sessions(person.id) == 1


def test_the_banner_stays_out_of_pages_that_are_kept(app, admin, person):
    own = signed_in(admin.stranger(), person.login, PASSWORD)
    for one, has_banner in ((admin, True), (own, False), (admin, True)):
        assert bool(banner(one.get(LESSON))) is has_banner
    assert "no-store" in admin.page.headers["Cache-Control"]


def test_leaving_without_looking_is_nothing(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    reader.get("/uz/me/")
    reader.post("/uz/staff/leave", status=404)


def test_an_administrator_whose_role_ended_looks_no_more(app, admin, person):
    signed = admin.stranger()
    with app.app_context():
        looking = database.session.scalars(select(UserSession).where(UserSession.viewed_id == person.id)).one()
        assert looking.viewed_until is not None
    answer = app.test_cli_runner().invoke(args=["accounts", "reset-second-step", "+998900000005"])
    assert answer.exit_code == 0
    assert admin.get("/uz/me/edit/").path.startswith("/uz/sign-in/")
    signed.get("/uz/me/")
