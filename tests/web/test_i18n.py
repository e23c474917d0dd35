"""People are met in their language, and stay on their page when they change it."""

import pytest

from app.kernel.locale import LANGUAGES
from tests.support.people import demo_people, signed_in
from tests.support.reader import Reader

NAMES = {"uz": "Oʻzbekcha", "uz-Cyrl": "Ўзбекча", "ru": "Русский"}


def asking(app, accept):
    """A visitor whose browser asks for these languages."""
    return Reader(app, language=accept)


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("uz", "uz"),
        ("uz-UZ", "uz"),
        ("uz-Latn-UZ", "uz"),
        ("oz", "uz"),
        ("uz-UZ,ru;q=0.9,en;q=0.8", "uz"),
        ("en-US,en;q=0.9,uz;q=0.8,ru;q=0.7", "uz"),
        ("uz-Cyrl", "uz-Cyrl"),
        ("uz-Cyrl-UZ,uz;q=0.9", "uz-Cyrl"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,uz;q=0.8", "ru"),
        ("ru;q=0.5,uz;q=0.9", "uz"),
        ("en", "uz"),
        ("de,fr", "uz"),
        ("*", "uz"),
        ("", "uz"),
        (";;;,,q=", "uz"),
    ],
)
def test_the_first_page_offers_the_browsers_language_first(app, accept, first):
    page = asking(app, accept).get("/")
    offers = [link.get_text(strip=True) for link in page.soup.main.find_all("a")]
    assert offers[0] == NAMES[first]
    assert sorted(offers) == sorted(NAMES.values())
    assert page.lang == LANGUAGES[first].html_lang
    assert "Accept-Language" in page.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "words"), [("ru", "Такой страницы нет"), ("uz-Cyrl", "Бундай саҳифа йўқ"), ("de", "Bunday sahifa yoʻq")]
)
def test_an_address_without_language_answers_in_the_browsers(app, accept, words):
    assert asking(app, accept).get("/nope", status=404).h1 == words


def test_the_address_says_more_than_the_browser(app):
    assert asking(app, "ru").get("/uz/help/").lang == "uz-Latn"


@pytest.mark.parametrize(
    "path", ["/en/", "/kaa/", "/xx/", "/UZ/", "/uz-cyrl/", "/uz-Latn/", "/u/", "/en/courses/", "/en/me/"]
)
def test_a_language_that_is_not_offered_has_no_pages(reader, path):
    reader.get(path, status=404)


@pytest.mark.parametrize(
    "path", ["/{}/", "/{}/help/", "/{}/courses/my-gov-uz/", "/{}/sign-up/", "/{}/check/", "/{}/me/"]
)
def test_the_language_switch_stays_on_the_page(reader, path):
    page = reader.get(path.format("uz"))
    for tag, name in NAMES.items():
        assert page.links[name] == path.format(tag)
    current = page.soup.find("a", attrs={"aria-current": "true"})
    assert current.get_text(strip=True) == NAMES["uz"]


@pytest.mark.parametrize(
    "query",
    ["next=/uz/help/", "a=1&a=2", "endpoint=x", "_external=1&_anchor=x&_scheme=y", "values=x&self=y", "q=%D0%B6+%26"],
)
def test_the_language_switch_keeps_the_query(reader, query):
    page = reader.get(f"/uz/sign-in/?{query}")
    shown = page.links["Русский"].replace("%2F", "/")
    assert shown == f"/ru/sign-in/?{query}"
    assert reader.get(page.links["Русский"]).lang == "ru"


def test_a_page_without_language_in_its_address_keeps_the_choice_in_the_query(app):
    page = asking(app, "uz").get("/c/AAAA-AAAA-AAAA-AAAA-A?lang=ru", status=404)
    assert page.lang == "ru"
    assert page.links["Ўзбекча"] == "/c/AAAA-AAAA-AAAA-AAAA-A?lang=uz-Cyrl"


def test_a_language_in_the_query_that_is_not_offered_is_nothing(app):
    assert asking(app, "ru").get("/c/AAAA?lang=kaa", status=404).lang == "ru"


def test_a_person_we_know_goes_on_in_their_own_language(app):
    reader = signed_in(asking(app, "uz"), *demo_people(app)["learner"])
    reader.get("/uz/me/edit/")
    reader.submit("/me/edit/", language="ru")
    assert reader.get("/").path == "/ru/"
    assert reader.get("/nope", status=404).lang == "uz-Latn", "a page that is nobody's speaks as the browser asks"
    assert reader.get("/c/AAAA", status=404).lang == "ru"


@pytest.mark.parametrize("page", ["help", "about", "privacy"])
def test_cyrillic_uzbek_is_made_from_the_same_words(reader, page):
    latin, cyrillic = reader.get(f"/uz/{page}/"), reader.get(f"/uz-Cyrl/{page}/")
    assert len(latin.soup.main.find_all(True)) == len(cyrillic.soup.main.find_all(True))
    assert latin.h1 != cyrillic.h1


def test_nothing_of_russian_is_left_in_uzbek(reader):
    for path in ("/ru/", "/ru/help/", "/ru/privacy/", "/ru/about/", "/ru/sign-up/"):
        assert "ʻ" not in reader.get(path).main.replace("Oʻzbekcha", ""), path
