"""What a typed word is taken for."""

import pytest

from app.search.rules.vocabulary import Census, Level, Vocabulary

TEXT = "Pensiya haqida. Bogʻchaga navbat. Pensiyani oling, hujjat bering. Oʻqish va uqish. Uy. Kadastr pasporti."


@pytest.fixture(scope="module")
def words():
    census = Census()
    census.take("uz", "Pensiya", TEXT)
    census.take("uz", "Bogʻcha", "Bogʻcha, bogʻcha.")
    return census.vocabularies()["uz"]


def test_a_census_counts_passages_and_keeps_the_usual_spelling(words):
    found = {word.key: word for word in words.words}
    assert words.passages == 2
    assert (found["pensiya"].count, found["bogcha"].shown) == (1, "bogʻcha")
    assert words.count_of("Боғча") == 1


def test_the_word_itself_is_nearest_and_its_forms_come_next(words):
    assert words.understand("pensiya").words == {"pensiya": Level.EXACT, "pensiyani": Level.INFLECTED}
    assert words.understand("pensiyadan").words == {"pensiya": Level.INFLECTED, "pensiyani": Level.INFLECTED}


def test_a_beginning_finds_what_begins_so(words):
    assert words.understand("kadas").words == {"kadastr": Level.BEGINS}
    assert words.understand("ka").words == {}


def test_a_loose_word_is_less_than_an_exact_one(words):
    assert words.understand("хужжат").words == {"hujjat": Level.LOOSE}
    assert words.understand("uqish").words["uqish"] is Level.EXACT
    assert words.understand("uqish").words["oqish"] is Level.LOOSE


@pytest.mark.parametrize("typed", ["bogcga", "bgcha", "boggcha", "bocgha", "боча", "bogʻchq"])
def test_one_slip_is_mended_and_said(words, typed):
    meaning = words.understand(typed)
    assert meaning.words["bogcha"] is Level.MENDED
    assert "bogʻcha" in meaning.mended


def test_a_slip_in_the_end_of_a_form_is_mended_too(words):
    assert words.understand("pensyadan").words["pensiya"] is Level.MENDED


@pytest.mark.parametrize("typed", ["bgcga", "xyzzy", "bog", "hjt", "uuy"])
def test_two_slips_and_short_words_are_not_mended(words, typed):
    assert not words.understand(typed).mended


def test_a_word_that_is_there_is_never_mended(words):
    assert words.understand("uqish").mended == ()
    assert words.understand("hujjat").mended == ()


def test_nothing_is_mended_where_that_was_not_wished(words):
    assert words.understand("bogcga", mends=False).words == {}


def test_a_rare_word_tells_more_than_one_that_stands_everywhere():
    census = Census()
    for number in range(9):
        census.take("uz", f"portal kadastr{number}")
    words = census.vocabularies()["uz"]
    assert words.understand("kadastr3").weight > words.understand("portal").weight > 0


@pytest.mark.parametrize("typed", ["", "ʻ", "…", "x" * 500])
def test_what_is_no_word_means_nothing(words, typed):
    assert words.understand(typed).words == {}


def test_an_empty_index_knows_nothing():
    assert Vocabulary("uz", (), 0).understand("pensiya").words == {}
