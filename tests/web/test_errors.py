"""What goes wrong is told in the person's language, with what to do next and nothing of the machine."""

import pytest
from sqlalchemy.exc import OperationalError

from app.accounts.routes import viewer as accounts_routes
from app.courses.routes import pages as courses_routes
from app.kernel.errors import (
    BadInputError,
    BusyError,
    ConflictError,
    FactError,
    ForbiddenError,
    GoneError,
    Kind,
    NotFoundError,
    TooManyError,
)
from app.web.errors import STATUS
from tests.support.people import demo_people, signed_in

LANGUAGES = ("uz", "uz-Cyrl", "ru")
SECRET = "+998901234567 SELECT password"
FACTS = {
    400: BadInputError(),
    403: ForbiddenError(),
    404: NotFoundError(),
    409: ConflictError(),
    410: GoneError(),
    429: TooManyError(90),
    500: RuntimeError(SECRET),
    503: BusyError(7),
}


@pytest.fixture
def failing(monkeypatch):
    """Let the catalogue fail in a chosen way."""

    def fail(error):
        def raise_it(*_args):
            raise error

        monkeypatch.setattr(courses_routes, "list_all_done", raise_it)

    return fail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", FACTS)
def test_ad15_every_failure_has_its_page_in_every_language(reader, failing, status, language):
    failing(FACTS[status])
    page = reader.get(f"/{language}/courses/", status=status)
    assert page.lang.startswith(language[:2])
    assert str(status) in page.main
    assert page.headers["X-Request-ID"] in page.main
    assert len(page.links) > 5, "there is a way on"


def test_ad15_the_page_says_nothing_of_what_failed(reader, failing):
    failing(RuntimeError(SECRET))
    page = reader.get("/uz/courses/", status=500)
    for word in ("Traceback", "RuntimeError", "SELECT", "901234567", ".py"):
        assert word not in page.html


def test_ad15_a_failing_template_has_a_page_too(reader, monkeypatch):
    monkeypatch.setattr(courses_routes, "list_courses", lambda _tag: [(None, None)])
    assert reader.get("/uz/courses/", status=500).h1 == "Bizda xato yuz berdi"


def test_every_request_has_an_id_of_its_own(reader):
    ids = {reader.get("/uz/nope/", status=404).headers["X-Request-ID"] for _ in range(3)}
    assert len(ids) == 3


def test_a_wait_is_told_to_the_person_and_to_the_browser(reader, failing):
    failing(TooManyError(90))
    page = reader.get("/uz/courses/", status=429)
    assert page.headers["Retry-After"] == "90"
    assert "2 daqiqa" in page.main


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_fact_has_a_status(kind):
    assert 400 <= STATUS[kind] < 600


def kinds_of(error_type):
    """A class of facts and all that come from it."""
    return [error_type, *(kind for below in error_type.__subclasses__() for kind in kinds_of(below))]


def test_every_fact_of_the_house_names_its_kind(app):
    for error_type in kinds_of(FactError):
        if error_type is not FactError:
            assert error_type.kind in STATUS, error_type


def away():
    return OperationalError("SELECT ?", (SECRET,), Exception("the database is away"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_qz14_a_database_that_is_away_is_said_and_asked_to_wait(reader, failing, language):
    failing(away())
    page = reader.get(f"/{language}/courses/", status=503)
    assert page.headers["Retry-After"] == "5"
    assert "901234567" not in page.html


def test_a_database_that_is_away_before_anybody_is_known_has_its_page_too(app, reader, monkeypatch):
    signed_in(reader, *demo_people(app)["learner"])

    def fail(_token_hash):
        raise away()

    monkeypatch.setattr(accounts_routes, "find_session", fail)
    assert reader.get("/uz/me/", status=503).headers["Retry-After"] == "5"


def test_a_missing_page_keeps_the_reader_in_place_when_the_language_changes(reader):
    page = reader.get("/uz/nope/deep%20er/?a=1", status=404)
    assert page.links["Русский"] == "/ru/nope/deep%20er/"


def test_a_form_that_was_refused_is_found_again_in_another_language(reader):
    page = reader.post("/uz/sign-up/", token=False, Sec_Fetch_Site="same-origin", status=400)
    assert page.links["Русский"] == "/ru/sign-up/"


def test_a_refused_action_leads_home_in_another_language_and_after_a_change_of_size(reader):
    page = reader.post("/uz/sign-out/", token=False, status=400)
    assert page.links["Русский"] == "/ru/"
    assert page.form("/text-size").find("input", attrs={"name": "next"})["value"] == "/uz/"


def test_an_address_that_only_takes_posts_says_so(reader):
    page = reader.get("/text-size", status=405)
    assert "POST" in page.headers["Allow"]
