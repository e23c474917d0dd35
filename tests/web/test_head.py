"""What visitors' pages tell search engines and messengers, and that a person's pages tell nothing."""

import json
from dataclasses import replace

import pytest

from app.web.head import data_block
from tests.support.learner import sign_up
from tests.support.proofreading.sharing import canonical, told
from tests.support.reader import read

LANGUAGES = {"uz": "uz-Latn", "uz-Cyrl": "uz-Cyrl", "ru": "ru"}
PAGES = ["", "courses/", "courses/my-gov-uz/", "courses/my-gov-uz/tour/", "courses/my-gov-uz/quiz/final/", "help/"]


def alternates(page):
    return {link["hreflang"]: link["href"] for link in page.soup.find_all("link", rel="alternate", hreflang=True)}


def data(page):
    return json.loads(page.soup.find("script", type="application/ld+json").string)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_names_itself_and_its_other_languages_in_full(reader, lang, path):
    page = reader.get(f"/{lang}/{path}")
    assert canonical(page) == f"http://localhost/{lang}/{path}"
    wanted = {html: f"http://localhost/{tag}/{path}" for tag, html in LANGUAGES.items()}
    assert alternates(page) == wanted | {"x-default": f"http://localhost/uz/{path}"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_messenger_is_told_the_language_in_its_own_words(reader, lang):
    own, other = ("ru_RU", "uz_UZ") if lang == "ru" else ("uz_UZ", "ru_RU")
    said = told(reader.get(f"/{lang}/courses/my-gov-uz/"))
    assert (said["og:locale"], said["og:locale:alternate"]) == (own, other)
    assert said["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_of_a_page_is_there_in_its_language(app, reader, lang):
    course = app.extensions["library"].current().courses[0].texts[lang]
    seen = {}
    for path in PAGES:
        said = told(reader.get(f"/{lang}/{path}"))
        assert said["og:image"].startswith("http://localhost/pictures/")
        seen[path] = said["og:image"], said["og:image:alt"]
    assert course.title in seen["courses/my-gov-uz/"][1]
    assert seen["courses/my-gov-uz/"] == seen["courses/my-gov-uz/tour/"]
    assert seen[""] == seen["courses/"] != seen["courses/my-gov-uz/"]
    answer = reader.get(seen["courses/my-gov-uz/"][0].removeprefix("http://localhost"))
    assert answer.headers["Content-Type"] == "image/png"


def test_a_lesson_is_an_article_and_brings_no_more_than_it_needs(reader):
    page = reader.get("/uz/courses/my-gov-uz/tour/")
    assert told(page)["og:type"] == "article"
    assert page.soup.find("link", type="application/atom+xml") is None
    assert page.soup.find("script", type="application/ld+json") is None
    assert told(reader.get("/uz/"))["og:type"] == "website"
    assert reader.page.soup.find("link", type="application/atom+xml")["href"] == "/uz/feed.xml"


@pytest.mark.parametrize("path", ["sign-in/", "sign-up/", "me/", "no-such-page/", "courses/no-such/"])
def test_a_page_for_one_person_tells_nothing(reader, path):
    page = reader.get(f"/uz/{path}", status=404 if "no-such" in path else 200)
    assert told(page)["robots"] == "noindex"
    assert canonical(page) is None


def test_what_is_added_to_an_address_changes_nothing_in_what_it_tells(reader):
    page = reader.get("/uz/courses/?utm_source=telegram")
    assert canonical(page) == "http://localhost/uz/courses/"
    assert told(page)["og:url"] == "http://localhost/uz/courses/"


def test_somebody_with_a_session_is_told_nothing_that_is_for_machines(reader):
    sign_up(reader)
    page = reader.get("/uz/courses/my-gov-uz/")
    assert canonical(page) is None
    assert page.soup.find("script", type="application/ld+json") is None


def test_a_language_in_which_a_course_is_not_there_is_not_named(app, reader, bookcase):
    course = bookcase.current().courses[0]
    texts = {tag: text for tag, text in course.texts.items() if tag != "ru"}
    bookcase.change_course(texts=texts)
    assert set(alternates(reader.get("/uz/courses/my-gov-uz/"))) == {"uz-Latn", "uz-Cyrl", "x-default"}
    bookcase.change_course(texts={tag: text for tag, text in texts.items() if tag != "uz"})
    page = reader.get("/uz-Cyrl/courses/my-gov-uz/")
    assert alternates(page)["x-default"] == canonical(page) == "http://localhost/uz-Cyrl/courses/my-gov-uz/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_course_is_described_with_all_that_search_engines_ask_for(app, reader, lang):
    course = app.extensions["library"].current().courses[0]
    described, crumbs = data(reader.get(f"/{lang}/courses/my-gov-uz/"))["@graph"]
    assert (described["@type"], described["name"]) == ("Course", course.texts[lang].title)
    assert described["description"] == course.texts[lang].summary
    assert described["provider"] == {"@type": "Organization", "name": "Savodxon", "url": "http://localhost/"}
    assert described["inLanguage"] == LANGUAGES[lang]
    assert described["availableLanguage"] == list(LANGUAGES.values())
    assert (described["educationalLevel"], described["timeRequired"]) == ("Beginner", "PT60M")
    assert described["offers"][0]["category"] == "Free"
    (instance,) = described["hasCourseInstance"]
    assert (instance["courseMode"], instance["courseWorkload"]) == ("Online", "PT60M")
    assert [each["termCode"] for each in described["teaches"]] == list(course.competences)
    assert [each["position"] for each in crumbs["itemListElement"]] == [1, 2]
    assert crumbs["itemListElement"][1]["item"] == f"http://localhost/{lang}/courses/my-gov-uz/"


def test_the_catalogue_lists_its_courses(reader):
    (item,) = data(reader.get("/ru/courses/"))["itemListElement"]
    assert (item["position"], item["item"]["url"]) == (1, "http://localhost/ru/courses/my-gov-uz/")


def test_md01_nothing_in_a_title_ends_a_data_block(reader, bookcase):
    evil = "</script><script>alert(1)</script><!-- & \\"
    course = bookcase.current().courses[0]
    bookcase.change_course(texts={**course.texts, "uz": replace(course.texts["uz"], title="Kurs", summary=evil)})
    paths = ("/uz/courses/my-gov-uz/", "/uz/courses/")
    course_page, catalogue = (data(read(path, reader.client.get(path))) for path in paths)
    assert course_page["@graph"][0]["description"] == evil
    assert catalogue["itemListElement"][0]["item"]["description"] == evil
    assert str(data_block({"a": evil})).count("<") == 0
