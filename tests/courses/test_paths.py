"""A path as visitors and learners meet it: written in a tree of the test's own, compiled, published, walked."""

from dataclasses import replace

import pytest

from app.content.build import compile_content
from app.content.types.courses import CoursePath
from tests.support.counting import queries
from tests.support.learner import pass_quiz, sign_up
from tests.support.proofreading.sharing import canonical, told
from tests.support.tree import A_PATH, DEFAULTS, LANGUAGES, PATH, tree

REAL = "my-gov-uz"
PAGE = "/uz/paths/beginner/"


@pytest.fixture
def written(tmp_path):
    """A release of a tree with two small courses and a path through both."""
    second = {name.replace("sample", "second"): text.replace("sample", "second") for name, text in DEFAULTS.items()}
    titled = {name: text.replace("Namuna", "Ikkinchi").replace("Образец", "Второй") for name, text in second.items()}
    both = {PATH: "key: beginner\ncourses: [second, sample]\nwas: [newcomer]\n"}
    outcome = compile_content(tree(tmp_path, {**titled, **A_PATH, **both}), LANGUAGES, None, is_strict=True)
    assert outcome.faults == ()
    return outcome.release


@pytest.fixture
def small(bookcase, written):
    """That release in place of the real one."""
    bookcase.publish(courses=written.courses, quizzes=dict(written.quizzes), paths=written.paths)
    return bookcase


@pytest.fixture
def mixed(bookcase, written):
    """The real course first, one of the small ones after it."""
    real = bookcase.current()
    path = replace(written.paths[0], courses=(REAL, "sample"))
    assert isinstance(path, CoursePath)
    bookcase.publish(
        courses=(*real.courses, *written.courses), quizzes={**real.quizzes, **written.quizzes}, paths=(path,)
    )
    return bookcase


def courses_on(page):
    return [item.find("a").get_text() for item in page.soup.find("main").select("ol.path > li")]


def read_all(reader, app, lang="uz"):
    for lesson in app.extensions["library"].current().courses[0].lessons:
        page = reader.get(f"/{lang}/courses/{REAL}/{lesson.key}/")
        if any(form["action"].endswith("/done") for form in page.soup.find_all("form")):
            reader.submit("/done")


@pytest.mark.parametrize(
    ("lang", "title", "courses", "minutes"),
    [
        ("uz", "Yangi boshlovchi", ["Ikkinchi", "Namuna"], "20 daqiqa"),
        ("uz-Cyrl", "Янги бошловчи", ["Иккинчи", "Намуна"], "20 дақиқа"),
        ("ru", "Начинающий", ["Второй", "Образец"], "20 минут"),
    ],
)
def test_a_path_lists_its_courses_in_order_in_every_language(small, reader, lang, title, courses, minutes):
    page = reader.get(f"/{lang}/paths/beginner/")
    assert page.h1 == title
    assert courses_on(page) == courses
    assert minutes in page.main
    assert canonical(page) == f"http://localhost/{lang}/paths/beginner/"
    assert title in told(page)["og:image:alt"]
    assert told(page)["og:image"] != told(reader.get(f"/{lang}/courses/"))["og:image"]


def test_the_picture_and_the_qr_code_of_a_path_are_there(small, reader):
    page = reader.get(PAGE)
    assert reader.get(told(page)["og:image"].removeprefix("http://localhost")).headers["Content-Type"] == "image/png"
    assert reader.get(f"{PAGE}qr.svg").headers["Content-Type"].startswith("image/svg+xml")
    reader.get("/uz/paths/gone/qr.svg", status=404)


def test_the_catalogue_puts_courses_under_the_path_and_the_others_after_it(mixed, reader):
    page = reader.get("/uz/courses/")
    assert [tag.get_text() for tag in page.soup.main.find_all("h2")] == ["Yangi boshlovchi", "Boshqa kurslar"]
    titles = [tag.get_text() for tag in page.soup.main.find_all("h3")]
    assert titles[1:] == ["Namuna", "Ikkinchi"]
    assert reader.click("Yangi boshlovchi").path == PAGE


def test_without_a_path_nothing_speaks_of_one(reader):
    page = reader.get("/uz/courses/")
    assert "/paths/" not in page.html
    assert "Boshqa kurslar" not in page.main
    reader.get(PAGE, status=404)
    assert "/paths/" not in reader.get("/sitemap.xml").html


def test_a_path_tells_a_learner_how_far_they_are_and_the_one_next_step(mixed, app, reader):
    assert reader.get(PAGE).links["Birinchi darsni boshlash"] == f"/uz/courses/{REAL}/tour/"
    reader.get(f"/uz/courses/{REAL}/tour/")
    reader.submit("/done")
    page = reader.get(PAGE)
    assert "8 ta darsdan 1 tasi tugatildi" in page.main
    assert page.links["Davom etish"] == f"/uz/courses/{REAL}/service-passport/"
    read_all(reader, app)
    assert reader.get(PAGE).links["Yakuniy testga oʻtish"] == f"/uz/courses/{REAL}/quiz/final/"
    pass_quiz(reader)
    page = reader.get(PAGE)
    assert page.links["Davom etish"] == "/uz/courses/sample/start/"
    assert len(page.soup.main.select("ol.path > li.done")) == 1
    assert reader.stranger().get(PAGE).links["Birinchi darsni boshlash"] == f"/uz/courses/{REAL}/tour/"


def test_a_path_asks_no_more_queries_however_many_courses_it_has(small, app, reader):
    sign_up(reader)
    counts = []
    for paths in (small.current().paths, (replace(small.current().paths[0], courses=("sample",)),)):
        small.publish(paths=paths)
        with queries(app) as asked:
            reader.client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_a_visitor_asks_nothing_of_the_database(small, app, reader):
    with queries(app) as asked:
        reader.client.get(PAGE)
    assert asked == []


def test_a_renamed_path_is_found_under_its_former_name(small, reader):
    answer = reader.client.get("/ru/paths/newcomer/")
    assert (answer.status_code, answer.location) == (301, "/ru/paths/beginner/")


@pytest.mark.parametrize(
    "path", ["/uz/paths/gone/", "/uz/paths/%00/", "/uz/paths/..%2fcourses/", "/uz/paths/BEGINNER/"]
)
def test_a_path_that_is_not_there_is_not_found(small, reader, path):
    reader.get(path, status=404)


def test_a_path_is_kept_for_visitors_and_on_the_map(small, app, reader):
    policy = app.extensions["policies"]["courses.path"]
    with app.test_request_context():
        assert list(policy.prebuilt()) == [{"lang": tag, "path": "beginner"} for tag in LANGUAGES]
    assert "http://localhost/ru/paths/beginner/" in reader.get("/sitemap.xml").html
