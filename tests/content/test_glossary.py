"""A glossary stands in the order in which a reader of each language looks for a word."""

import pytest

from tests.support.tree import LANGUAGES

WORDS = {
    "qulf": ("Qulf", "Ключ"),
    "uy": ("Uy", "Ёлка"),
    "ota": ("Oʻta", "Еда"),
    "ona": ("Ona", "Жизнь"),
    "shahar": ("Shahar", "адрес"),
    "hujjat": ("Hujjat", "Ель"),
}


def glossary(place):
    return "\n".join(f"{words[place]} {{#{key}}}\n:   Gap.\n" for key, words in WORDS.items())


@pytest.fixture
def order(compiled):
    files = {
        "courses/sample/glossary.uz.md": glossary(0),
        "courses/sample/glossary.ru.md": glossary(1).replace("Gap", "Фраза"),
    }
    texts = compiled(files).release.courses[0].texts
    return {tag: [term.term for term in texts[tag].glossary] for tag in LANGUAGES}


def test_latin_uzbek_puts_its_own_letters_after_z(order):
    assert order["uz"] == ["Hujjat", "Ona", "Qulf", "Uy", "Oʻta", "Shahar"]


def test_cyrillic_uzbek_has_the_order_of_its_own_alphabet(order):
    assert order["uz-Cyrl"] == ["Она", "Уй", "Шаҳар", "Ўта", "Қулф", "Ҳужжат"]


def test_russian_keeps_yo_beside_ye_and_passes_over_case(order):
    assert order["ru"] == ["адрес", "Еда", "Ёлка", "Ель", "Жизнь", "Ключ"]
