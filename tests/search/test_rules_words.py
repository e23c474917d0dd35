"""Keys and stems: what brings the ways of typing a word, and its forms, together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.rules.words import LONGEST, key_of, loose, stems_of, words_of


def split(text):
    return [word[0] for word in words_of(text)]


def are_forms(one, other, language="uz"):
    return not stems_of(key_of(one), language).isdisjoint(stems_of(key_of(other), language))


def test_a_word_keeps_the_signs_that_are_typed_inside_it():
    assert split("O'zbek, bogʻcha va maʼlumot: «Toʻlov»") == ["O'zbek", "bogʻcha", "va", "maʼlumot", "Toʻlov"]
    assert split("'quoted' ‘soʻz’") == ["quoted", "soʻz"]


def test_addresses_and_numbers_fall_into_words():
    assert split("my.gov.uz QR-kod 1242, №797 _x_") == ["my", "gov", "uz", "QR", "kod", "1242", "797", "x"]


@pytest.mark.parametrize("typed", ["bog'cha", "bog’cha", "bog`cha", "boğça", "BOGʻCHA", "боғча", "Боғча", "bogcha"])
def test_all_spellings_of_a_word_have_one_key(typed):
    assert key_of(typed) == "bogcha"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("хужжат", "hujjat"), ("xujjat", "hujjat"), ("укиш", "oʻqish"), ("карта раками", "karta raqami"), ("йул", "yoʻl")],
)
def test_what_a_russian_keyboard_types_has_the_same_loose_key(typed, meant):
    assert loose(key_of(typed), "uz") == loose(key_of(meant), "uz-Cyrl")


def test_russian_words_are_not_loosened_as_uzbek_ones_are():
    assert loose(key_of("куда"), "ru") != loose(key_of("кода"), "ru")
    assert loose("kuda", "uz") == loose("koda", "uz")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pensiya", "pensiyani"),
        ("pensiyaga", "pensiyani"),
        ("bogʻcha", "bogʻchalarimizga"),
        ("telefon", "telefoni"),
        ("qishloq", "qishlogʻi"),
        ("kerak", "keragi"),
        ("xizmat", "xizmatlaringizdan"),
        ("raqam", "raqamingiz"),
    ],
)
def test_uzbek_forms_of_a_word_are_known(one, other):
    assert are_forms(key_of(one), other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("пенсия", "пенсии"),
        ("заявление", "заявлением"),
        ("детский", "детского"),
        ("справка", "справку"),
        ("сад", "саду"),
    ],
)
def test_russian_forms_of_a_word_are_known(one, other):
    assert are_forms(one, other, "ru")


@pytest.mark.parametrize(("one", "other"), [("karta", "kadastr"), ("toʻlov", "tugʻilish"), ("ariza", "arava")])
def test_different_words_stay_apart(one, other):
    assert not are_forms(one, other)


def test_a_language_without_rules_has_whole_words():
    assert stems_of("houses", "en") == {"houses"}


@given(st.text(max_size=200))
def test_a_key_is_letters_and_digits_whatever_is_typed(text):
    for word in split(text):
        key = key_of(word)
        assert key == "" or (key.isalnum() and len(key) <= LONGEST)


@given(st.text(alphabet="abdefgijklmnoqrstuvxyz", min_size=1, max_size=20))
def test_a_word_is_a_form_of_itself(word):
    for language in ("uz", "uz-Cyrl", "ru", "en"):
        assert stems_of(word, language)
        assert are_forms(word, word, language)
