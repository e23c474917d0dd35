"""Interface texts: spelled with the right letters in Uzbek, complete in Russian, with the same blanks in both."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.support.proofreading.words import MIXED, apostrophes

APP = Path(__file__).parents[2] / "app"
SOURCES = [("**.py", "python"), ("**.html", "jinja2")]
BLANK = re.compile(r"%(?:\(\w+\))?[sd]")


@pytest.fixture(scope="module")
def messages():
    """What the code and the templates say: id, or singular and plural."""
    found = extract_from_dir(
        APP, SOURCES, keywords={"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None}
    )
    return {message for _file, _line, message, *_rest in found}


@pytest.fixture(scope="module")
def russian():
    text = (APP / "translations/ru/LC_MESSAGES/messages.po").read_bytes()
    return {message.id: message for message in read_po(BytesIO(text), locale="ru") if message.id}


def forms(message):
    return list(message) if isinstance(message, tuple | list) else [message]


def test_there_are_texts(messages):
    assert len(messages) > 50


def test_uzbek_texts_have_the_right_letters(messages):
    wrong = [fault for message in messages for one in forms(message) for fault in apostrophes(one)]
    assert not wrong
    assert not [one for message in messages for one in forms(message) if MIXED.search(one)]


def test_templates_have_the_right_letters():
    for template in APP.rglob("templates/**/*.html"):
        text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", template.read_text(), flags=re.DOTALL)
        assert list(apostrophes(text)) == [], template


def test_every_text_has_its_russian(messages, russian):
    said = {tuple(id_) if isinstance(id_, tuple | list) else id_ for id_ in russian}
    missing = sorted(str(message) for message in messages if message not in said)
    assert not missing
    empty = [id_ for id_, message in russian.items() if not all(forms(message.string)) or message.fuzzy]
    assert not empty


def test_no_russian_is_left_over(messages, russian):
    left = [id_ for id_ in russian if (tuple(id_) if isinstance(id_, tuple | list) else id_) not in messages]
    assert not left


def test_a_translation_has_the_blanks_of_its_text(russian):
    for id_, message in russian.items():
        wanted = sorted(set(BLANK.findall(forms(id_)[0])))
        for one in forms(message.string):
            assert sorted(set(BLANK.findall(one))) == wanted, id_


def test_a_russian_count_has_three_forms(russian):
    for id_, message in russian.items():
        if isinstance(id_, tuple | list):
            assert len(message.string) == 3, id_


def test_russian_is_written_in_cyrillic(russian):
    for message in russian.values():
        for one in forms(message.string):
            assert not MIXED.search(one), one


@pytest.mark.parametrize("wrong", ["Bo'lim", "Maʻlumot", "Bo’lim", "Oʼquvchi", "sanat'"[:-1] + "’i"])
def test_a_planted_apostrophe_is_noticed(wrong):
    assert list(apostrophes(wrong))
