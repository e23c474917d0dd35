"""The pages: what is kept, my data, being erased. Every page is proofread by the reader that fetches it."""

import io
import json
import zipfile

import pytest
from sqlalchemy import select

from app.accounts.models.people import Account
from app.infra.database import db as database
from app.infra.jobs import run_all
from app.privacy.jobs import make_export
from app.privacy.models import Export, Wish
from tests.privacy.conftest import nights
from tests.support.full_disk import full_disk
from tests.support.learner import COURSE, PASSWORD, sign_in, sign_up
from tests.support.people import demo_people, newcomer, signed_in

LANGUAGES = ("uz", "uz-Cyrl", "ru")


def work(app):
    with app.app_context():
        run_all()


def read_first_lesson(reader):
    """A visitor who has marked a lesson."""
    lesson = next(link for link in reader.get(COURSE).addresses if link.startswith(COURSE) and link != COURSE)
    reader.get(lesson)
    reader.submit("/done")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_what_is_kept_is_found_from_the_notice(reader, language):
    notice = reader.get(f"/{language}/privacy/")
    assert f"/{language}/privacy/data/" in notice.addresses
    page = reader.get(f"/{language}/privacy/data/")
    lines = [tuple(line.stripped_strings) for line in page.soup.select("main dl div")]
    assert len(lines) > 15
    assert len(set(lines)) == len(lines), "equal lines are said once"


def test_the_list_says_what_why_and_until_when(reader):
    page = reader.get("/uz/privacy/data/")
    assert "Ism Sizga murojaat qilish va sertifikatga yozish Saqlanadi: hisobingiz oʻchirilguncha." in page.main


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_has_all_of_their_data_in_one_file_once(app, reader, language):
    newcomer(reader)
    page = reader.get(f"/{language}/me/data/")
    assert "data/ask" in str(page.form("/data/ask")["action"])
    assert "/data/fetch" not in reader.submit("/data/ask").html
    work(app)
    reader.get(f"/{language}/me/data/")
    got = reader.submit("/data/fetch")
    assert got.headers["Content-Type"] == "application/zip"
    assert "attachment" in got.headers["Content-Disposition"]
    assert "no-store" in got.headers["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(got.body)) as archive:
        assert json.loads(archive.read("data.json"))["accounts_account"][0]["name"] == "Nodira Karimova"
    again = reader.get(f"/{language}/me/data/")
    assert "/data/fetch" not in again.html


def test_the_file_is_given_out_once(app, reader):
    newcomer(reader)
    reader.get("/uz/me/data/")
    reader.submit("/data/ask")
    work(app)
    ready = reader.get("/uz/me/data/")
    reader.submit("/data/fetch")
    reader.page = ready
    reader.submit("/data/fetch", status=410)


def test_a_late_file_is_said_to_be_late(app, reader, clock):
    newcomer(reader)
    reader.get("/uz/me/data/")
    assert "Fayl tayyorlanmoqda" in reader.submit("/data/ask").main
    clock.shift(minutes=9)
    reader.get("/uz/me/prove/?next=/uz/me/data/")
    reader.submit("/prove/", password="oltin baliq 7")
    clock.shift(minutes=7)
    assert "hali tayyor emas" in reader.get("/uz/me/data/").main


def test_ones_own_data_want_the_password_again(app, reader, clock):
    newcomer(reader)
    ready = reader.get("/uz/me/data/")
    clock.shift(minutes=11)
    assert reader.get("/uz/me/data/").path == "/uz/me/prove/?next=/uz/me/data/"
    assert reader.get("/uz/me/delete/").path == "/uz/me/prove/?next=/uz/me/delete/"
    reader.page = ready
    reader.submit("/data/ask", status=403)
    reader.page = ready
    reader.post("/uz/me/delete/", {"sure": "y"}, status=403)
    reader.page = ready
    reader.post("/uz/me/data/fetch", status=403)
    with app.app_context():
        assert (database.session.query(Export).count(), database.session.query(Wish).count()) == (0, 0)


def test_a_visitor_has_what_the_browser_has_and_may_be_forgotten(app, reader, morning):
    read_first_lesson(reader)
    page = reader.get("/uz/me/data/")
    assert "Yozuvlarimni oʻchirish" in page.main
    reader.submit("/data/ask")
    work(app)
    reader.get("/uz/me/data/")
    assert reader.submit("/data/fetch").body.startswith(b"PK")
    reader.get("/uz/me/delete/")
    assert "15-dekabr" in reader.submit("/me/delete/", sure="y").main
    nights(app, morning, 15)
    assert "1 tasi" not in reader.get(COURSE).main


def test_a_stranger_is_told_that_there_is_nothing(reader):
    for path in ("/uz/me/data/", "/uz/me/delete/"):
        assert "hech narsa saqlanmagan" in reader.get(path).main
    for path in ("/uz/me/data/ask", "/uz/me/data/fetch", "/uz/me/delete/stay"):
        reader.post(path, status=404)
    reader.post("/uz/me/delete/", {"sure": "y"}, status=404)


def test_somebody_elses_file_is_not_to_be_had(app, reader):
    newcomer(reader)
    reader.get("/uz/me/data/")
    reader.submit("/data/ask")
    work(app)
    other = newcomer(reader.stranger(), "90 123 45 68")
    page = other.get("/uz/me/data/")
    assert "/data/fetch" not in page.html
    other.post("/uz/me/data/fetch", status=410)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_goes_and_what_stays_before_anything_is_done(app, reader, language):
    newcomer(reader)
    page = reader.get(f"/{language}/me/delete/")
    assert len(page.soup.select("main ul li")) >= 6
    reader.submit("/me/delete/", status=400)
    with app.app_context():
        assert database.session.query(Wish).count() == 0


def test_after_coming_in_again_one_button_changes_the_mind(app, reader, clock):
    sign_up(reader)
    reader.get("/uz/me/delete/")
    page = reader.submit("/me/delete/", sure="y")
    assert "Maʼlumotlaringiz oʻchiriladigan kun" in page.main
    clock.shift(days=13)
    other = reader.stranger()
    page = sign_in(other)
    assert page.path.startswith("/uz/me/delete/")
    assert "Saqlandi" in other.submit("/delete/stay").main
    assert sign_in(reader.stranger()).path == "/uz/me/"


def test_whoever_goes_on_after_coming_in_lands_where_they_wanted(reader):
    sign_up(reader)
    reader.get("/uz/me/delete/")
    reader.submit("/me/delete/", sure="y")
    other = reader.stranger()
    other.get("/uz/sign-in/?next=/uz/me/edit/")
    page = other.submit("/sign-in/", login="90 123 45 67", password=PASSWORD)
    assert page.links["Oʻchirilaversin, davom etish"] == "/uz/me/edit/"


def test_after_two_weeks_the_mind_cannot_be_changed_any_more(reader, clock):
    sign_up(reader)
    reader.get("/uz/me/delete/")
    reader.submit("/me/delete/", sure="y")
    clock.shift(days=14)
    page = reader.get("/uz/me/delete/")
    assert "keyingi tunda" in page.main
    assert "/delete/stay" not in page.html
    reader.post("/uz/me/delete/stay", status=409)


def test_an_erased_person_cannot_come_in_and_the_phone_is_free_again(app, reader, morning):
    sign_up(reader)
    reader.get("/uz/me/delete/")
    reader.submit("/me/delete/", sure="y")
    nights(app, morning, 15)
    assert "Assalomu alaykum" not in reader.get("/uz/me/").main
    stranger = reader.stranger()
    stranger.get("/uz/sign-in/")
    stranger.submit("/sign-in/", login="90 123 45 67", password=PASSWORD, status=400)
    sign_up(stranger)
    assert "Assalomu alaykum" in stranger.get("/uz/me/").main


@pytest.mark.parametrize("role", ["trainer", "administrator"])
def test_ad04_staff_are_told_to_hand_over_first(app, reader, role):
    signed_in(reader, *demo_people(app)[role])
    page = reader.get("/uz/me/delete/")
    assert "Avval vazifangizni topshiring" in page.main
    assert not page.soup.find("input", attrs={"name": "sure"})
    reader.post("/uz/me/delete/", {"sure": "y"}, status=409)


def test_the_way_to_ones_data_begins_on_ones_own_page(reader):
    newcomer(reader)
    assert reader.get("/uz/me/").links["Maʼlumotlarimni olish yoki oʻchirish"] == "/uz/me/data/"


def test_two_clicks_on_delete_make_one_wish(app, reader):
    newcomer(reader)
    page = reader.get("/uz/me/delete/")
    for _ in range(2):
        reader.page = page
        reader.submit("/me/delete/", sure="y")
    with app.app_context():
        assert database.session.query(Wish).count() == 1
        assert database.session.scalars(select(Account)).one()


def test_ad11_an_archive_without_room_leaves_nothing_half_and_comes_when_there_is_room(app, reader):
    newcomer(reader)
    reader.get("/uz/me/data/")
    reader.submit("/data/ask")
    vault = app.extensions["settings"].data_dir / "exports"
    before = set(vault.glob("*"))
    with app.app_context():
        wanted = {"export_id": database.session.scalars(select(Export.id)).one()}
        with full_disk(), pytest.raises(OSError, match="large"):
            make_export(wanted)
    assert set(vault.glob("*")) == before
    work(app)
    assert reader.get("/uz/me/data/").form("/data/fetch")
