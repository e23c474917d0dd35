import random

import pytest

from app.kernel.uzbek import fold, sort_key


def in_order(words):
    shuffled = words[:]
    random.shuffle(shuffled)
    return sorted(shuffled, key=sort_key)


def test_latin_words_go_by_the_uzbek_alphabet():
    words = ["Asal", "Daryo", "Hilol", "Ona", "Quyosh", "Suv", "Zar", "Oʻrik", "Gʻoz", "Shamol", "Choy", "ng"]
    assert in_order(words) == words


def test_cyrillic_words_go_by_the_uzbek_alphabet():
    words = ["Асал", "Дарё", "Ер", "Ёз", "Она", "Сув", "Юз", "Яхши", "Ўрик", "Қуёш", "Ғоз", "Ҳилол"]
    assert in_order(words) == words


def test_a_shorter_word_goes_first_and_case_does_not_count():
    assert in_order(["Ali", "alifbo", "Alisher", "alo"]) == ["Ali", "alifbo", "Alisher", "alo"]


def test_apostrophes_sort_alike_however_they_were_typed():
    assert sort_key("Oʻrik")[0] == sort_key("O'rik")[0] == sort_key("o‘rik")[0]


def test_numbers_go_by_their_value():
    assert in_order(["2-maktab", "12-maktab", "100-maktab"]) == ["2-maktab", "12-maktab", "100-maktab"]


def test_latin_goes_before_cyrillic():
    assert in_order(["Zar", "Асал"]) == ["Zar", "Асал"]


@pytest.mark.parametrize(
    "typed",
    [
        "Oʻzbekiston",
        "O'zbekiston",
        "o‘zbekiston",
        "OZBEKISTON",
        "Ўзбекистон",
        " özbekiston ",
        "O`zbekiston",
        "Oʼzbekiston",
    ],
)
def test_one_word_has_one_key(typed):
    assert fold(typed) == "ozbekiston"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5-sentabr", "5-сентябрь"),
        ("Toshkent  shahri", "Тошкент шаҳри"),
        ("maʼlumot", "маълумот"),
        ("Davlat xizmatlari markazi", "давлат хизматлари маркази"),
        ("й", "и\u0306"),
        ("JShShIR", "жшшир"),
    ],
)
def test_the_same_words_in_two_alphabets_have_one_key(one, other):
    assert fold(one) == fold(other)


def test_other_words_have_other_keys():
    assert fold("xat") != fold("hat")
