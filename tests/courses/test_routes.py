"""Catalogue, course and lesson as visitors and learners meet them."""

from dataclasses import replace
from datetime import date

import pytest

from app.content.types.courses import Cover, TrainerNote
from app.content.types.releases import Situation
from tests.support.counting import queries, rows
from tests.support.learner import COURSE, pass_quiz, passed_learner, sign_up, twin

LANGUAGES = ("uz", "uz-Cyrl", "ru")


def course_of(app):
    return app.extensions["library"].current().courses[0]


def lesson_path(app, place=0, lang="uz"):
    return f"/{lang}/courses/my-gov-uz/{course_of(app).lessons[place].key}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_catalogue_course_and_lesson_speak_the_language_of_their_address(app, reader, lang):
    course = course_of(app)
    page = reader.get(f"/{lang}/courses/")
    assert course.texts[lang].title in page.main
    page = reader.click(course.texts[lang].title)
    assert page.h1 == course.texts[lang].title
    assert all(lesson.texts[lang].title in page.main for lesson in course.lessons)
    page = reader.click(course.lessons[0].texts[lang].title)
    assert page.path == lesson_path(app, lang=lang)
    assert page.h1 == course.lessons[0].texts[lang].title


def test_a_language_switch_stays_on_the_lesson(app, reader):
    reader.get(lesson_path(app, 2))
    assert reader.click("Русский").path == lesson_path(app, 2, "ru")
    assert reader.click("Ўзбекча").path == lesson_path(app, 2, "uz-Cyrl")


def test_every_lesson_can_be_read_in_every_language(app, reader):
    for lang in LANGUAGES:
        for place, lesson in enumerate(course_of(app).lessons):
            assert reader.get(lesson_path(app, place, lang)).h1 == lesson.texts[lang].title


def test_lessons_follow_each_other_and_the_last_leads_to_the_quiz(app, reader):
    lessons = course_of(app).lessons
    page = reader.get(lesson_path(app))
    for lesson in lessons[1:]:
        page = reader.click(lesson.texts["uz"].title)
    assert f"{COURSE}quiz/final/" in page.links.values()


def test_a_visitor_marks_a_lesson_done_and_keeps_it(app, reader):
    reader.get(lesson_path(app))
    page = reader.submit("/done")
    assert "Bu darsni tugatdingiz." in page.main
    assert "Darsni tugatdim" not in page.main
    assert "Bu darsni tugatdingiz." in reader.get(lesson_path(app)).main
    assert "Bu darsni tugatdingiz." not in reader.stranger().get(lesson_path(app)).main


def test_progress_is_one_whichever_language_was_read(app, reader):
    reader.get(lesson_path(app, 0, "ru"))
    reader.submit("/done")
    reader.get(lesson_path(app, 1, "uz-Cyrl"))
    reader.submit("/done")
    for lang in LANGUAGES:
        bar = reader.get(f"/{lang}/courses/my-gov-uz/").soup.find("progress")
        assert (bar["value"], bar["max"]) == ("2", "7")


def test_the_course_page_shows_what_is_done_and_where_to_go_on(app, reader):
    lessons = course_of(app).lessons
    page = reader.get(COURSE)
    assert page.links["Birinchi darsni boshlash"] == lesson_path(app)
    reader.get(lesson_path(app))
    reader.submit("/done")
    page = reader.get(COURSE)
    assert page.links["Davom etish"] == lesson_path(app, 1)
    done = [item for item in page.soup.find_all("li", class_="done") if "tugatilgan" in item.get_text()]
    assert len(done) == 1
    assert lessons[0].texts["uz"].title in done[0].get_text()


def test_a_gap_in_the_lessons_is_where_to_go_on(app, reader):
    for place in (0, 2):
        reader.get(lesson_path(app, place))
        reader.submit("/done")
    assert reader.get(COURSE).links["Davom etish"] == lesson_path(app, 1)


def test_when_all_lessons_are_done_the_quiz_is_next_and_then_the_certificate(app, reader):
    sign_up(reader)
    for place in range(len(course_of(app).lessons)):
        reader.get(lesson_path(app, place))
        reader.submit("/done")
    assert reader.get(COURSE).links["Yakuniy testga oʻtish"] == f"{COURSE}quiz/final/"
    pass_quiz(reader)
    page = reader.get(COURSE)
    assert "oʻtilgan" in page.main
    assert page.links["Sertifikatni koʻrish"].startswith("/c/")
    assert "Sertifikatingiz tayyorlanmoqda." in page.main


def test_the_catalogue_tells_a_learner_how_far_they_are(app, reader):
    assert not reader.get("/uz/courses/").soup.find("progress")
    reader.get(lesson_path(app))
    reader.submit("/done")
    assert reader.get("/uz/courses/").soup.find("progress")["value"] == "1"


def test_a_second_tap_on_done_adds_nothing(app, reader):
    reader.get(lesson_path(app))
    page = twin(reader).page
    reader.submit("/done")
    before = rows(app)
    reader.page = page
    assert "Bu darsni tugatdingiz." in reader.submit("/done").main
    assert rows(app) == before


def test_a_lesson_not_yet_checked_on_the_portal_says_so_with_the_date_of_its_sources(app, reader):
    notice = reader.get(lesson_path(app)).soup.select_one(".notice.warn").get_text()
    assert "Portalda hali tekshirilmagan." in notice
    assert "2026-yil 15-noyabr" in notice
    assert "На портале" in reader.get(lesson_path(app, 0, "ru")).main or "не проверен" in reader.page.main


def test_a_lesson_checked_on_the_portal_names_the_day_and_the_person(app, reader, bookcase):
    first, *others = course_of(app).lessons
    checked = replace(first, checked_on=date(2026, 11, 20), checked_by="Nodira Karimova")
    bookcase.change_course(lessons=(checked, *others))
    page = reader.get(lesson_path(app))
    assert "Dars portalda tekshirilgan: 2026-yil 20-noyabr." in page.main
    assert "Nodira Karimova" in page.main
    assert "hali tekshirilmagan" not in page.main


@pytest.mark.parametrize(
    "path",
    [
        "/uz/courses/no-such/",
        "/uz/courses/no-such/tour/",
        "/uz/courses/my-gov-uz/no-such/",
        "/uz/courses/my-gov-uz/%00/",
        "/uz/courses/%00/",
        "/uz/courses/..%2f..%2fetc/passwd/",
        f"/uz/courses/{'a' * 3000}/",
        "/kaa/courses/",
        "/uz/courses/MY-GOV-UZ/",
    ],
)
def test_what_is_not_taught_is_not_found(reader, path):
    page = reader.get(path, status=404)
    assert "Kurslarni koʻrish" in page.links or page.links


@pytest.mark.parametrize("lesson", ["no-such", "%00", "quiz"])
def test_a_lesson_that_does_not_exist_cannot_be_done(app, reader, lesson):
    reader.get(lesson_path(app))
    before = rows(app)
    reader.post(f"{COURSE}{lesson}/done", status=404)
    assert rows(app) == before


def test_a_renamed_course_is_found_under_its_former_name(app, reader, bookcase):
    bookcase.change_course(key="portal", was=("my-gov-uz", "older"))
    answer = reader.client.get("/uz/courses/older/")
    assert (answer.status_code, answer.location) == (301, "/uz/courses/portal/")
    assert reader.get(lesson_path(app).replace("portal", "older")).path == "/uz/courses/portal/tour/"
    assert reader.get("/ru/courses/my-gov-uz/").path == "/ru/courses/portal/"


def test_up20_nothing_is_served_that_is_not_published(app, reader, bookcase):
    lesson, picture = lesson_path(app), next(iter(app.extensions["library"].current().media.values()))
    address = f"/media/{picture.digest}/{picture.name}"
    bookcase.unpublish()
    assert "Hozircha kurs yoʻq." in reader.get("/uz/courses/").main
    for path in (COURSE, lesson, f"{COURSE}quiz/final/"):
        reader.get(path, status=404)
    bookcase._release = replace(bookcase.current(), media={})
    reader.get(address, status=404)


def test_before_the_first_release_there_are_no_courses_and_no_faults(app, reader, bookcase):
    bookcase._release = None
    assert "Hozircha kurs yoʻq." in reader.get("/uz/courses/").main
    reader.get(COURSE, status=404)
    reader.get("/media/" + "0" * 64 + "/a.svg", status=404)


def test_a_picture_never_changes_and_says_so(app, reader):
    page = reader.get(lesson_path(app))
    address = page.soup.find("main").find("img")["src"]
    answer = reader.get(address)
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        "/media/{digest}/other.svg",
        "/media/" + "0" * 64 + "/{name}",
        "/media/{digest}/..%2f{name}",
        "/media/..%2f{digest}/{name}",
        "/media/{digest}%20/{name}",
        "/media/%00{digest}/{name}",
        "/media/{digest}/",
    ],
)
def test_a_picture_has_one_address(app, reader, address):
    picture = next(iter(app.extensions["library"].current().media.values()))
    reader.get(address.format(digest=picture.digest, name=picture.name), status=404)


def test_a_learner_with_a_certificate_is_shown_the_pages_for_four_queries(app, reader):
    passed_learner(reader)
    for path in ("/uz/courses/", COURSE, lesson_path(app), f"{COURSE}quiz/final/", "/uz/me/"):
        with queries(app) as asked:
            reader.client.get(path)
        assert len(asked) <= 4, (path, asked)


def test_a_course_without_notes_has_no_page_for_trainers(reader, bookcase):
    bookcase.change_course(lessons=tuple(replace(one, notes={}) for one in bookcase.current().courses[0].lessons))
    assert "/trainer/" not in reader.get("/uz/courses/my-gov-uz/").html
    reader.get("/uz/courses/my-gov-uz/trainer/", status=404)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_trainer_reads_the_notes_of_a_whole_course_on_one_page(reader, bookcase, lang):
    first, *others = (replace(one, notes={}) for one in bookcase.current().courses[0].lessons)
    note = TrainerNote(
        question="Kim kirgan?",
        offline="Qogʻozga yozing.",
        plan_html='<h2 id="plan">Reja</h2><ol><li>2 daqiqa</li></ol>',
        is_derived=False,
        is_stale=True,
    )
    bookcase.change_course(lessons=(replace(first, notes=dict.fromkeys(("uz", "ru"), note)), *others))
    if lang == "uz-Cyrl":
        reader.get("/uz-Cyrl/courses/my-gov-uz/trainer/", status=404)
        return
    page = reader.get(f"/{lang}/courses/my-gov-uz/")
    assert "/trainer/" in page.html
    if lang == "uz":
        page = reader.get("/uz/courses/my-gov-uz/trainer/")
        assert page.soup.select("h3")[0].get_text() == "Reja"
        assert "Kim kirgan?" in page.main
        assert "Qogʻozga yozing." in page.main


def test_a_cover_is_shown_with_its_words_where_a_course_is_chosen(reader, bookcase):
    course = bookcase.current().courses[0]
    picture = next(file for file in bookcase.current().media.values() if file.mimetype == "image/svg+xml")
    texts = {tag: replace(text, cover_alt="Buvi va telefon.") for tag, text in course.texts.items()}
    bookcase.change_course(cover=Cover(file=picture, width=640, height=400), texts=texts)
    for path in ("/uz/courses/", "/uz/courses/my-gov-uz/"):
        assert [one["alt"] for one in reader.get(path).soup.select("main img[width='640']")] == ["Buvi va telefon."]


def test_the_catalogue_leads_from_what_a_person_needs_to_the_lessons(app, reader, bookcase):
    lesson = course_of(app).lessons[2]
    bookcase.change_situations(
        Situation(
            key="nursery",
            names=dict.fromkeys(("uz",), "Bogʻcha kerak"),
            lessons=(f"my-gov-uz/{lesson.key}", "my-gov-uz/gone"),
        )
    )
    page = reader.get("/uz/courses/")
    assert [one.get_text() for one in page.soup.select("dt")] == ["Bogʻcha kerak"]
    assert reader.click(lesson.texts["uz"].title).path == lesson_path(app, 2)
    assert "Bogʻcha kerak" not in reader.get("/ru/courses/").main


def test_a_lesson_leads_to_the_check_that_closes_it_unless_its_text_does(app, reader, bookcase):
    first, *others = course_of(app).lessons
    bookcase.change_course(lessons=(replace(first, quiz="status-film"), *others))
    page = reader.get(lesson_path(app))
    (address,) = [one for one in page.addresses if "/quiz/status-film/" in one]
    reader.get(address)
    marked = {
        tag: replace(text, body_html=text.body_html + "<!--quiz status-film-->") for tag, text in first.texts.items()
    }
    bookcase.change_course(lessons=(replace(first, quiz="status-film", texts=marked), *others))
    assert len([one for one in reader.get(lesson_path(app)).addresses if "/quiz/status-film/" in one]) == 1
