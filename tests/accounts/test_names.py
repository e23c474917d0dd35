"""The second spelling of a name: offered in a field, confirmed by its owner, ended by a change of the name."""

import pytest

from app.accounts.queries.names import find_naming
from app.accounts.rules.names import Script, is_second, script_of, suggest_second
from tests.support.counting import rows
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD, someone

NAME = "Nodira Karimova"


@pytest.fixture
def learner(app):
    return someone(app, "+998915550032", NAME)


@pytest.fixture
def own(app, learner):
    return signed_in(Reader(app), learner.login, PASSWORD)


def known(app, learner, name=NAME):
    with app.app_context():
        return find_naming(learner.id, name).second_name


def test_the_suggestion_is_nobodys_word_until_its_owner_confirms_it(app, learner, own):
    own.get("/uz/me/")
    page = own.click("Ismim boshqa yozuvda")
    assert page.soup.find("input", attrs={"name": "second_name"})["value"] == "Нодира Каримова"
    assert known(app, learner) == ""
    assert "belgi qoʻying" in own.submit("/second-name/", status=400).main
    assert known(app, learner) == ""
    own.submit("/second-name/", second_name="  Надира  Каримова ", is_right="y")
    assert known(app, learner) == "Надира Каримова"
    before = rows(app)
    own.get("/uz/me/second-name/")
    own.submit("/second-name/", is_right="y")
    assert rows(app) == before


def test_it_is_taken_back_and_ends_with_the_name(app, learner, own):
    for _ in range(2):
        own.get("/uz/me/second-name/")
        own.submit("/second-name/", second_name="Надира Каримова", is_right="y")
        own.get("/uz/me/second-name/")
        own.submit("/remove")
        assert known(app, learner) == ""
    own.get("/uz/me/second-name/")
    own.submit("/second-name/", second_name="Надира Каримова", is_right="y")
    own.get("/uz/me/edit/")
    own.submit("/me/edit/", name="Nodira Saidova")
    own.get("/uz/me/edit/")
    own.submit("/me/edit/", name=NAME)
    assert known(app, learner) == ""


@pytest.mark.parametrize(
    "second",
    ["Nadira Karimova", "Надира Karimova", "<b>Надира</b>", "Надира 😀", "х" * 300, "Надира\0", "..", "نادرة كريم"],
)
def test_what_is_no_name_in_the_other_script_is_refused_with_a_word(app, learner, own, second):
    own.get("/uz/me/second-name/")
    before = rows(app)
    page = own.submit("/second-name/", status=400, second_name=second, is_right="y")
    assert page.soup.select_one(".error")
    assert rows(app) == before


@pytest.mark.parametrize("typed", ["Надира\u202e Каримова", "Надира\nКаримова", "Надира\u200b Каримова"])
def test_hidden_signs_and_line_breaks_are_cleaned(app, learner, own, typed):
    own.get("/uz/me/second-name/")
    own.submit("/second-name/", second_name=typed, is_right="y")
    assert known(app, learner) == "Надира Каримова"


def test_a_name_in_both_scripts_has_no_second_spelling(app):
    mixed = someone(app, "+998915550033", "Nodira Каримова")
    page = signed_in(Reader(app), mixed.login, PASSWORD).get("/uz/me/second-name/")
    assert "aralash" in page.main


@pytest.mark.parametrize(
    ("name", "script"),
    [("Oʻgʻiloy-Anna D.", Script.LATIN), ("Ғуломова Ў.", Script.CYRILLIC), ("Anna Анна", None), ("...", None)],
)
def test_the_script_of_a_name(name, script):
    assert script_of(name) is script
    assert bool(suggest_second(name)) is (script is not None)
    assert not is_second(name, name)
