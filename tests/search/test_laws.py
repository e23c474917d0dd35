"""Whatever way of typing a word of the site: what it stands in is found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.uzbek import to_cyrillic
from app.search.rules.passages import passages_of
from app.search.rules.vocabulary import SHORTEST_TO_MEND, Census

LANGUAGES = ("uz", "uz-Cyrl", "ru")
APOSTROPHES = "'`´‘’ʻʼ′"
RUSSIAN_KEYS = str.maketrans("ўқғҳЎҚҒҲ", "укгхУКГХ")
NEW_LETTERS = {"oʻ": "ö", "gʻ": "ğ", "sh": "ş", "ch": "ç"}
many = settings(max_examples=200)


SLIPS = st.sampled_from(["{0}{2}{3}", "{0}{1}{1}{2}{3}", "{0}{2}{1}{3}", "{0}w{2}{3}"])
"""A letter left out, typed twice, changed round with the next, or another one."""


class Shelf(dict):
    """Vocabularies that a failing example does not print whole."""

    def __repr__(self):
        return "…"


@pytest.fixture(scope="module")
def vocabularies(site):
    """The words of the real courses, by language."""
    census = Census()
    for passage in passages_of(site.extensions["library"].current()):
        census.take(passage.language, passage.title, passage.heading, passage.text)
    return Shelf(census.vocabularies())


def reformed(word, o="ö"):
    letters = NEW_LETTERS | {"oʻ": o}
    return re.sub("oʻ|gʻ|sh|ch", lambda found: letters[found[0]], word)


WAYS = {
    "as it is": str,
    "in capitals": str.upper,
    "without apostrophes": lambda word: re.sub("[ʻʼ]", "", word),
    "in Cyrillic": to_cyrillic,
    "on a Russian keyboard": lambda word: to_cyrillic(word).translate(RUSSIAN_KEYS),
    "in the letters of 2026": reformed,
    "in those of the first draft": lambda word: reformed(word, "ŏ"),
    "x for h": lambda word: re.sub("(?<![sc])h", "x", word),
    "h for x": lambda word: word.replace("x", "h"),
} | {f"with {sign}": lambda word, sign=sign: re.sub("[ʻʼ]", sign, word) for sign in APOSTROPHES}


def is_found(words, word, typed):
    """Without mending; but FHDY is not letter for letter ФҲДЁ, so that there a Russian keyboard is a slip."""
    return word.key in words.understand(typed, mends=word.shown.isupper()).words


@pytest.mark.parametrize("way", WAYS)
def test_every_word_is_found_however_it_is_typed(vocabularies, way):
    words = vocabularies["uz"]
    assert [word.shown for word in words.words if not is_found(words, word, WAYS[way](word.shown))] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_word_of_every_language_is_found_as_it_is(vocabularies, tag):
    words = vocabularies[tag]
    assert words.words
    assert [word.shown for word in words.words if not is_found(words, word, word.shown)] == []


def test_latin_typed_on_a_page_in_cyrillic_finds_and_the_other_way_round(vocabularies):
    latin, cyrillic = vocabularies["uz"], vocabularies["uz-Cyrl"]
    missed = [word.shown for word in cyrillic.words if not latin.understand(word.shown, mends=False).words]
    assert len(missed) <= 3, missed
    missed = [word.shown for word in latin.words if not cyrillic.understand(word.shown, mends=False).words]
    assert len(missed) <= 3, missed


@many
@given(
    tag=st.sampled_from(["uz", "uz-Cyrl", "ru"]), number=st.integers(0, 10_000), place=st.integers(0, 40), slip=SLIPS
)
def test_one_slip_in_any_word_of_four_letters_still_finds_something_near(vocabularies, tag, number, place, slip):
    words = vocabularies[tag]
    long_enough = [word.key for word in words.words if len(word.key) > SHORTEST_TO_MEND and word.key.isalpha()]
    key = long_enough[number % len(long_enough)]
    place %= len(key) - 1
    typed = slip.format(key[:place], key[place], key[place + 1], key[place + 2 :])
    found = words.understand(typed).words
    assert found, typed
    assert key in found or words.understand(typed, mends=False).words, typed


@many
@given(typed=st.text(max_size=60))
def test_whatever_is_typed_means_something_or_nothing(vocabularies, typed):
    for words in vocabularies.values():
        assert all(key.isalnum() for key in words.understand(typed).words)
