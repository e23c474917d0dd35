"""«The real site looks different»: two taps under a lesson, and what the authors make of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.helpdesk.models import Report, ReportStep
from app.helpdesk.service.bounds import REPORTS_A_DAY, REPORTS_AN_HOUR
from app.helpdesk.service.reports import report_difference
from app.helpdesk.types import Difference, Place
from app.infra.audit import AuditEntry
from app.infra.database import count, write_tx
from app.infra.database import db as database
from app.infra.retention import purge_all
from app.kernel import clock as kernel_clock
from app.kernel.permissions import Role, ScopeKind
from tests.support.bookcase import bookcase
from tests.support.counting import rows
from tests.support.helpdesk import DIFFERENT, LESSON, OURS, staff, told
from tests.support.learner import at_once
from tests.support.people import demo_people, signed_in

__all__ = ["bookcase"]
LANGUAGES = ("uz", "uz-Cyrl", "ru")
PLACE = Place(course_key="my-gov-uz", key="tour")


def tap(reader, difference="button", **typed):
    """The second tap, as the lesson's own form sends it."""
    return reader.post(DIFFERENT, {"difference": difference} | typed, token=False, Sec_Fetch_Site="same-origin")


def heap_of(app, reader):
    return reader.get(f"/uz/reports/{told(app)[0].id}/")


def test_two_taps_under_a_lesson_are_enough_and_make_nobody_a_person(app, reader):
    page = reader.get(LESSON)
    assert page.is_kept_for_all
    page = reader.submit("/different/", button="terms")
    assert page.path.endswith("/different/thanks/")
    assert page.links["Darsga qaytish"] == LESSON
    assert reader.client.get_cookie("savodxon") is None
    assert rows(app)["accounts_person"] == 0
    (report,) = told(app)
    release = app.extensions["library"].current()
    assert (report.course_key, report.place_kind, report.place_key) == ("my-gov-uz", "lesson", "tour")
    assert (report.difference, report.services, report.language) == ("terms", ["pension-note"], "uz")
    assert (report.release, len(report.digest)) == (release.digest, 64)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_and_the_place_in_the_lesson_can_be_told_in_every_language(app, reader, lang):
    reader.language = lang
    reader.get(DIFFERENT.replace("/uz/", f"/{lang}/"))
    section = app.extensions["library"].current().courses[0].lessons[0].texts["uz"].sections[1].id
    reader.submit("/different/", button="name", words="Endi «Qidiruv» deb yozilgan", section=section)
    (report,) = told(app)
    assert (report.words, report.section, report.language) == ("Endi «Qidiruv» deb yozilgan", section, lang)


def test_an_old_browser_is_asked_to_confirm_and_nothing_is_lost(app, reader):
    page = reader.post(DIFFERENT, {"difference": "other"}, token=False, status=400)
    assert "Davom etishni tasdiqlang" in page.main
    reader.submit("/different/")
    assert [one.difference for one in told(app)] == ["other"]


def test_numbers_of_people_are_hidden_before_anything_is_stored(app, reader):
    tap(reader, words="JShShIR 31205851234567, karta 4539 1488 0343 6467, tel. +998 90 123-45-67: xato chiqdi")
    assert told(app)[0].words == "JShShIR ••••, karta ••••, tel. ••••: xato chiqdi"


def test_the_same_once_more_is_one_report(app, reader):
    reader.get(DIFFERENT)
    for _ in range(3):
        tap(reader, words="Boshqa joyda")
    assert len(told(app)) == 1
    other = reader.stranger()
    other.get(DIFFERENT)
    tap(other, words="Boshqa joyda")
    assert len(told(app)) == 2


def test_the_back_button_after_a_first_report_makes_no_second(app, reader, clock):
    clock.set(kernel_clock.now())
    reader.get(LESSON)
    lesson = reader.page
    reader.submit("/different/", button="terms")
    clock.shift(minutes=5)
    reader.page = lesson
    reader.submit("/different/", button="terms")
    assert len(told(app)) == 1


def test_a_double_tap_of_a_browser_that_we_do_not_know_yet_is_one_report(app, reader, clock):
    clock.set(kernel_clock.now())
    tap(reader.stranger())
    tap(reader.stranger())
    assert len(told(app)) == 1
    clock.shift(seconds=30)
    tap(reader.stranger())
    assert len(told(app)) == 2


def test_a_double_tap_at_the_same_moment_is_one_report(app, reader):
    reader.get(DIFFERENT)
    cookie = reader.client.get_cookie("confirm")

    def send():
        client = app.test_client()
        client.set_cookie("confirm", cookie.value)
        return client.post(DIFFERENT, data={"difference": "name"}, headers=OURS).status_code

    assert at_once([send] * 4) == [303] * 4
    assert len(told(app)) == 1


def test_a_machine_that_fills_in_the_hidden_field_is_not_kept(app, reader):
    reader.get(DIFFERENT)
    page = reader.post(DIFFERENT, {"difference": "other", "words": "Salom", "trap": "x"}, status=400)
    assert "Salom" in page.main
    assert told(app) == []


@pytest.mark.parametrize("difference", ["", "x" * 10_000, "\x00", "button\x00", "Button"])
def test_qz07_a_kind_that_we_do_not_offer_is_refused(app, reader, difference):
    reader.get(DIFFERENT)
    page = reader.post(DIFFERENT, {"difference": difference}, status=400)
    assert "Tugmalardan birini bosing." in page.main
    assert told(app) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a" * 10_000, "Matn juda uzun"),
        ("a\x00b", "oʻqib boʻlmaydigan"),
        ("\ud800", ""),
        ("b\x1bc", "oʻqib boʻlmaydigan"),
    ],
)
def test_au14_words_that_cannot_be_kept_get_a_clear_answer(app, reader, typed, says):
    reader.get(DIFFERENT)
    data = {"difference": "name", "words": typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
    status = 400 if says else 200
    page = reader.post(DIFFERENT, data, status=status)
    assert says in page.main
    assert (told(app) == []) is bool(says)


def test_qz15_markup_bidi_and_formulas_are_shown_as_they_are(app, reader):
    tap(reader, words='<script>alert(1)</script> =cmd() \u202eters\u202c "x" {{ 7*7 }}')
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    page = heap_of(app, author)
    assert '<script>alert(1)</script> =cmd() ters "x" {{ 7*7 }}' in page.main
    assert not page.soup.find("main").find("script")


def test_a_lesson_that_is_not_there_cannot_be_reported(app, reader):
    reader.get("/uz/courses/my-gov-uz/no-such/different/", status=404)
    reader.post(
        "/uz/courses/my-gov-uz/no-such/different/",
        {"difference": "name"},
        token=False,
        status=404,
        Sec_Fetch_Site="same-origin",
    )


def test_one_browser_tells_only_so_much_in_an_hour_and_keeps_what_it_typed(app, reader, clock):
    clock.set(kernel_clock.now())
    reader.get(DIFFERENT)
    for number in range(REPORTS_AN_HOUR):
        answer = reader.client.post(DIFFERENT, data={"difference": "name", "words": f"{number}-joy"}, headers=OURS)
        assert answer.status_code == 303
    page = reader.post(DIFFERENT, {"difference": "name", "words": "Yana bir joy"}, status=429)
    assert "Yozganingiz saqlanib turibdi" in page.main
    assert "Yana bir joy" in page.main
    assert page.headers["Retry-After"] == "3600"
    assert len(told(app)) == REPORTS_AN_HOUR
    tap(reader.stranger(), words="Boshqa odam")
    clock.shift(minutes=61)
    tap(reader, words="Yana bir joy")
    assert len(told(app)) == REPORTS_AN_HOUR + 2


def test_a_day_that_is_full_has_a_calm_page(app, reader, clock):
    clock.set(kernel_clock.now())
    fill_day(app)
    reader.get(DIFFERENT)
    page = reader.post(DIFFERENT, {"difference": "name"}, status=429)
    assert "Bugun juda koʻp savol va xabar keldi." in page.main
    clock.shift(hours=25)
    tap(reader)


def fill_day(app):
    """As many reports as a day takes, the quick way."""
    with app.app_context(), write_tx() as session:
        report_difference(PLACE, Difference.NAME, language="uz")
        first = session.scalars(select(Report)).one()
        facts = {column.key: getattr(first, column.key) for column in Report.__table__.columns if column.key != "id"}
        session.add_all(Report(**facts) for _ in range(REPORTS_A_DAY - 1))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_authors_see_heaps_and_the_highest_on_top(app, reader, lang):
    for number in range(3):
        tap(reader, "button", words=f"{number}-marta")
    tap(reader, "name")
    reader.client.post(DIFFERENT.replace("/tour/", "/help/"), data={"difference": "other"}, headers=OURS)
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    author.language = lang
    page = author.get(f"/{lang}/reports/")
    lesson = app.extensions["library"].current().courses[0].lessons[0]
    assert page.soup.find("main").find("h2").get_text() == lesson.texts[lang].title
    counts = [link.find_parent("li").get_text(" ") for link in page.soup.find("main").select("ul.cards a")]
    assert len(counts) == 3
    assert "3" in counts[0]
    author.get(f"/{lang}/reports/{told(app)[0].id}/")


def test_a_decision_is_kept_with_who_and_in_which_release_and_a_later_report_opens_it_again(app, reader, clock):
    clock.set(kernel_clock.now())
    tap(reader)
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    assert "Holati: yangi" in heap_of(app, author).main
    author.submit("/decide", state="mended", note="Rasm almashtirildi")
    page = heap_of(app, author)
    assert "Holati: tuzatildi" in page.main
    assert app.extensions["library"].current().digest[:8] in page.main
    assert "Dilnoza" in page.main
    assert "Rasm almashtirildi" in page.main
    with app.app_context():
        entry = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "helpdesk.report-decided")).one()
        assert entry.facts["state"] == "mended"
        assert count(ReportStep) == 1
    clock.shift(hours=1)
    tap(reader, words="Hali ham boshqacha")
    assert "Holati: yangi" in heap_of(app, author).main


def test_a_decision_without_a_state_is_asked_again_with_the_note_kept(app, reader):
    tap(reader)
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    heap_of(app, author)
    page = author.submit("/decide", note="Koʻrib chiqyapman", status=400)
    assert "Holatni tanlang." in page.main
    assert "Koʻrib chiqyapman" in page.html


def test_after_the_lesson_is_published_anew_old_reports_speak_of_the_old_text(app, reader, bookcase):
    tap(reader)
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    assert "hozirgi matn haqida: 1 ta" in author.get("/uz/reports/").main
    first, *others = bookcase.current().courses[0].lessons
    mended = replace(first, texts={tag: replace(text, summary="Yangi matn.") for tag, text in first.texts.items()})
    bookcase.change_course(lessons=(mended, *others))
    page = heap_of(app, author)
    assert "hozirgi matn haqida: 0 ta" in page.main
    assert "eski matn" in page.main


def test_a_course_that_is_withdrawn_leaves_its_reports(app, reader, bookcase):
    tap(reader)
    author = signed_in(reader.stranger(), *demo_people(app)["author"])
    bookcase.unpublish()
    assert "Tugma boshqa joyda" in author.get("/uz/reports/").main


def test_up19_an_author_of_another_course_finds_no_report(app, reader):
    tap(reader)
    other = staff(app, "90 111 22 33", Role.AUTHOR, ScopeKind.COURSE, "another")
    assert "Hali xabar yoʻq." in other.get("/uz/reports/").main
    path = f"/uz/reports/{told(app)[0].id}/"
    other.get(path, status=404)
    other.get("/uz/reports/")
    other.post(f"{path}decide", {"state": "mended"}, status=404)
    own = staff(app, "90 111 22 44", Role.AUTHOR, ScopeKind.COURSE, "my-gov-uz")
    own.get(path)


def test_words_are_forgotten_after_a_year_and_the_mark_of_the_browser_after_a_day(app, reader, clock):
    clock.set(kernel_clock.now())
    reader.get(DIFFERENT)
    tap(reader, words="Uzoq turadi")
    assert told(app)[0].sender
    run_day(app, clock, timedelta(days=2))
    assert (told(app)[0].sender, told(app)[0].words) == ("", "Uzoq turadi")
    run_day(app, clock, timedelta(days=366))
    assert (told(app)[0].words, told(app)[0].difference) == ("", "button")


def run_day(app, clock, span):
    """Let time pass, and the daily work be done."""
    clock.shift(seconds=span.total_seconds())
    with app.app_context(), write_tx():
        purge_all()
