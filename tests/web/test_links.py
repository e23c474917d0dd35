"""Languages outside of requests, and links that leave the site."""

from concurrent.futures import ThreadPoolExecutor

from flask import g
from flask_babel import gettext

from app.web.i18n import current_language, in_language
from app.web.links import public_link


def test_a_text_is_rendered_in_the_language_of_a_person_outside_of_any_request(db):
    said = {}
    for tag in ("uz", "uz-Cyrl", "ru"):
        with in_language(tag):
            said[tag] = gettext("Kirish")
    assert said == {"uz": "Kirish", "uz-Cyrl": "Кириш", "ru": "Войти"}


def test_afterwards_the_language_of_before_is_back(app):
    with app.test_request_context("/ru/"):
        with in_language("uz-Cyrl"), in_language("uz"):
            assert current_language().tag == "uz"
        assert current_language().tag == "ru"
    with app.app_context():
        with in_language("ru"):
            pass
        assert "language" not in g


def test_a_language_that_is_offered_no_more_becomes_the_first(db):
    with in_language("kaa") as language:
        assert language.tag == "uz"


def test_two_workers_speak_two_languages(app):
    def say(tag):
        with app.app_context(), in_language(tag):
            return [gettext("Kirish") for _ in range(50)]

    with ThreadPoolExecutor(2) as pool:
        uzbek, russian = pool.map(say, ("uz", "ru"))
    assert set(uzbek) == {"Kirish"}
    assert set(russian) == {"Войти"}


def test_au19_a_link_in_a_letter_names_our_host_whatever_the_request_named(app):
    with app.test_request_context("/ru/", headers={"Host": "evil.uz"}):
        assert public_link("progress.me") == "http://localhost/ru/me/"
        assert public_link("progress.me", lang="uz") == "http://localhost/uz/me/"
        assert public_link("certificates.verify", code="A").startswith("http://localhost/c/A")
