"""What a visitor can open, in every language: it fits the phone, its pictures come, nothing is asked of other hosts."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app.web.routes import PAGES
from tests.support.browser import check_axe, check_width
from tests.support.browsing import COURSE, QUIZ, Learner
from tests.support.inspection import check_language, check_targets, narrowest

LANGUAGES = ("uz", "uz-Cyrl", "ru")
BROKEN_PICTURES = """() => Promise.all([...document.images].map(one => {
  one.loading = "eager";
  return one.decode().then(() => null, () => one.currentSrc || one.outerHTML);
})).then(found => found.filter(Boolean))"""

PLANTED = """<p id="planted" onclick="document.title = 'planted'">.</p>
<img src="http://elsewhere.example/dot.png"><iframe src="https://elsewhere.example/"></iframe>"""


@pytest.fixture
def asked(phone):
    """The hosts that the telephone has asked for anything."""
    hosts = set()

    def note(route):
        hosts.add(urlsplit(route.request.url).netloc)
        route.continue_()

    phone.context.route("**/*", note)
    return hosts


@pytest.mark.parametrize("language", LANGUAGES)
def test_md02_lessons_fit_the_phone_and_ask_no_other_host(app, live, phone, asked, language):
    learner = Learner(phone, app, language)
    course = app.extensions["library"].current().courses[0]
    for path in ("courses/", COURSE, *(f"{COURSE}{lesson.key}/" for lesson in course.lessons), QUIZ):
        learner.open(path)
        phone.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")
        assert not phone.evaluate(BROKEN_PICTURES)
        check_language(phone, language)
        check_targets(phone)
        check_width(phone)
        with narrowest(phone):
            check_width(phone)
    assert asked == {urlsplit(live.address).netloc}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_pages_can_be_read_by_everybody(app, phone, language):
    learner = Learner(phone, app, language)
    for path in PAGES:
        learner.open(f"{path}/")
        learner.look()


def test_the_page_that_asks_for_the_language_speaks_them_all(phone):
    phone.goto("/")
    check_axe(phone)
    check_targets(phone)
    check_width(phone)
    with narrowest(phone):
        check_width(phone)
    assert phone.locator("main [lang]").evaluate_all("all => all.map(one => one.lang)").count("ru") == 2


def test_md01_what_is_planted_in_a_page_neither_runs_nor_calls_out(new_context):
    page = new_context().new_page()
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"/uz/{COURSE}")
    page.evaluate("planted => document.querySelector('main').insertAdjacentHTML('beforeend', planted)", PLANTED)
    page.evaluate("document.querySelector('#planted').click()")
    expect(page.locator("#planted")).to_be_visible()
    assert page.evaluate("document.title") != "planted"
    assert len(refused) == 3
