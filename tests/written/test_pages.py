"""Every page of every course that is written, in every language, as a visitor gets it: proofread, no link dead."""

import re
from dataclasses import replace

import pytest
from flask_migrate import upgrade

from app.factory import create_app
from app.infra.jobs import run_all
from config import Settings
from tests.support.reader import Reader

LANGUAGES = ("uz", "uz-Cyrl", "ru")
WORDS = {
    "uz": ("bogʻcha", "bogcha", "pensiya", "apk", "SMS"),
    "uz-Cyrl": ("богча", "пенсия", "apk"),
    "ru": ("детский сад", "пенсия", "apk", "мошенники"),
}
"""What people type, and must find something by."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A site with all that is written, in a database of its own."""
    folder = tmp_path_factory.mktemp("library")
    plain = Settings.from_env({"DATA_DIR": str(folder), "DATABASE_URL": "", "NODE_ID": "written"})
    site = create_app(replace(plain, is_testing=True, public_url="http://localhost"))
    with site.app_context():
        upgrade()
    answer = site.test_cli_runner().invoke(args=["content", "publish"])
    assert answer.exit_code == 0, answer.output
    with site.app_context():
        run_all()
    return site


def pages_of(release, lang):
    """The addresses of all that is taught in a language."""
    for path in release.paths:
        yield f"/{lang}/paths/{path.key}/"
    for course in release.courses:
        here = f"/{lang}/courses/{course.key}/"
        yield from (here, f"{here}practice/")
        if any(lesson.notes for lesson in course.lessons):
            yield f"{here}trainer/"
        yield from (f"{here}{lesson.key}/" for lesson in course.lessons)
    yield from (f"/{lang}/courses/{key.replace('/', '/practice/', 1)}/" for key in release.scenarios)
    for key in release.quizzes:
        yield f"/{lang}/courses/{key.replace('/', '/quiz/', 1)}/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_every_course_is_there_and_leads_only_to_pages_that_are(library, lang):
    reader = Reader(library, language=lang)
    release = library.extensions["library"].current()
    known = {f"/{lang}/courses/", *pages_of(release, lang)}
    led_to = set()
    for address in sorted(known):
        led_to |= {one.partition("#")[0].partition("?")[0] for one in reader.get(address).addresses}
    inner = re.compile(rf"/{lang}/(?:courses|paths)/[^?]*$")
    for address in sorted(one for one in led_to - known if inner.match(one)):
        reader.get(address)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_find_courses_by_their_own_words(library, lang):
    reader = Reader(library, language=lang)
    for word in WORDS[lang]:
        page = reader.get(f"/{lang}/search/?q={word}")
        assert any(f"/{lang}/courses/" in address for address in page.addresses), word
        assert page.soup.select("main ol li, main .cards li"), word
