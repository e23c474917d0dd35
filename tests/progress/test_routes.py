"""A person's own page."""

import pytest

from tests.support.certified import keep_print
from tests.support.learner import (
    COURSE,
    NAME,
    QUIZ,
    begin,
    fail_quiz,
    pass_quiz,
    passed_learner,
    sign_in,
    sign_up,
)

LANGUAGES = ("uz", "uz-Cyrl", "ru")


def mark_done(reader, place=0):
    lessons = reader.app.extensions["library"].current().courses[0].lessons
    reader.get(f"{COURSE}{lessons[place].key}/")
    reader.submit("/done")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stranger_finds_an_empty_page_that_says_what_to_do(reader, lang):
    reader.language = lang
    page = reader.get(f"/{lang}/me/")
    assert not page.soup.find("progress")
    assert f"/{lang}/courses/" in [link for link in page.links.values() if link != f"/{lang}/"]
    assert f"/{lang}/sign-up/" in page.links.values()


def test_an_empty_page_says_that_nothing_was_begun(reader):
    page = reader.get("/uz/me/")
    assert "Hali kurs boshlamagansiz." in page.main
    assert "Siz hali roʻyxatdan oʻtmagansiz." in page.main
    assert "Yakuniy testdan oʻtsangiz, sertifikatingiz shu yerda turadi." in page.main


def test_a_visitors_page_shows_what_they_have_done(app, reader):
    mark_done(reader)
    page = reader.get("/uz/me/")
    assert "7 ta darsdan 1 tasi tugatildi" in page.main
    assert page.links["Davom etish"].startswith(COURSE)
    assert "Natijalaringiz faqat shu telefonda turadi." in page.main


def test_a_quiz_begun_is_a_course_begun(reader):
    begin(reader)
    page = reader.get("/uz/me/")
    assert "Hali kurs boshlamagansiz." not in page.main
    assert "7 ta darsdan 0 tasi tugatildi" in page.main


def test_when_all_lessons_are_done_the_quiz_is_left(app, reader):
    for place in range(7):
        mark_done(reader, place)
    page = reader.get("/uz/me/")
    assert "Endi yakuniy test qoldi." in page.main
    assert page.links["Testga oʻtish"] == QUIZ


def test_a_finished_course_is_called_finished(app, reader):
    for place in range(7):
        mark_done(reader, place)
    pass_quiz(reader)
    page = reader.get("/uz/me/")
    assert "Kurs tugatilgan." in page.main
    assert "Testga oʻtish" not in page.links


def test_a_fail_leaves_the_quiz_to_do(app, reader):
    for place in range(7):
        mark_done(reader, place)
    fail_quiz(reader)
    assert "Endi yakuniy test qoldi." in reader.get("/uz/me/").main


def test_what_a_visitor_did_is_on_the_page_of_the_account_that_they_make(reader):
    mark_done(reader)
    sign_up(reader)
    page = reader.get("/uz/me/")
    assert "7 ta darsdan 1 tasi tugatildi" in page.main
    assert "Assalomu alaykum, Gʻulomova Oʻgʻiloy!" in page.main.replace(" !", "!")


def test_the_page_is_the_same_at_another_device(reader):
    sign_up(reader)
    mark_done(reader)
    other = reader.stranger()
    sign_in(other)
    assert "7 ta darsdan 1 tasi tugatildi" in other.get("/uz/me/").main


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_learners_page_speaks_their_language_and_keeps_their_name_as_written(reader, lang):
    passed_learner(reader)
    page = reader.get(f"/{lang}/me/")
    assert NAME in page.main
    assert "+998 90 123-45-67" in page.main


def test_a_certificate_stands_on_the_page_first_in_the_making_then_ready(app, reader):
    code = passed_learner(reader)
    assert "Sertifikat tayyorlanmoqda." in reader.get("/uz/me/").main
    keep_print(app, code)
    page = reader.get("/uz/me/")
    assert page.links["Yuklab olish (PDF)"] == f"/c/{code}.pdf"
    assert page.links["Tekshirish sahifasi"] == f"/c/{code}?lang=uz"


def test_a_page_is_ones_own(reader):
    passed_learner(reader)
    other = reader.stranger()
    sign_up(other, name="Karimova Nodira", login="90 765 43 21")
    page = other.get("/uz/me/")
    assert NAME not in page.html
    assert "123-45-67" not in page.main
    assert "Hali kurs boshlamagansiz." in page.main


def test_a_course_that_is_withdrawn_leaves_the_page_and_the_certificate_stays(app, reader, bookcase):
    passed_learner(reader)
    bookcase.unpublish()
    page = reader.get("/uz/me/")
    assert "Hali kurs boshlamagansiz." in page.main
    assert "Sertifikat tayyorlanmoqda." in page.main
