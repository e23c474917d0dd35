"""The sentence around a hit: at most 200 characters, cut between words, nothing added but dots."""

from hypothesis import given
from hypothesis import strategies as st

from app.search.rules.snippets import LONGEST, marked, snippet

TEXT = "Birinchi gap shu. Pensiyani portaldan oling! Uchinchi gap. Oxirgi."
WORDS = st.sampled_from(["pensiya", "нафақа", "boʻldi", "x" * 90, "ariza.", "«yana»", "—", "1242!", "<b>", "\n"])
texts = st.lists(WORDS, max_size=120).map(" ".join)


def told(pieces):
    return "".join(piece.text for piece in pieces)


def hits(pieces):
    return [piece.text for piece in pieces if piece.is_hit]


def test_the_sentence_with_the_word_is_shown_with_what_follows():
    pieces = snippet(TEXT, {"pensiyani"})
    assert told(pieces) == "Pensiyani portaldan oling! Uchinchi gap. Oxirgi."
    assert hits(pieces) == ["Pensiyani"]


def test_the_sentence_with_most_of_the_words_wins():
    assert told(snippet("Ariza bor. Karta va ariza bor. Karta.", {"ariza", "karta"})).startswith("Karta va ariza")


def test_without_a_hit_the_beginning_is_shown():
    assert told(snippet(TEXT, {"yoq"})).startswith("Birinchi gap")
    assert snippet("", {"x"}) == ()
    assert snippet(" \n ", {"x"}) == ()


def test_a_paragraph_without_a_full_stop_is_not_run_into_the_next():
    assert told(snippet("Ariza raqami\nBoshqa gap.", {"ariza"})) == "Ariza raqami"


def test_a_long_sentence_is_cut_between_words_around_the_hit():
    text = " ".join(f"soʻz{number}" for number in range(200))
    shown = told(snippet(text, {"soz150"}))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "soʻz150" in shown.split()
    assert len(shown) <= LONGEST
    assert set(shown.strip("…").split()) <= set(text.split())


def test_nothing_follows_a_sentence_that_was_cut():
    long = " ".join(["pensiya", "x" * 90, "x" * 90, "x" * 90, "ariza."])
    assert told(snippet(f"{long} Pensiya.", {"pensiya", "ariza"})).endswith("x…")


def test_cyrillic_is_marked_by_the_same_keys():
    assert hits(snippet("Боғчага навбат олинг.", {"bogchaga", "navbat"})) == ["Боғчага", "навбат"]


def test_what_looks_like_html_is_text():
    pieces = snippet("Yozing: <b>ariza</b> & boshqa.", {"ariza"})
    assert told(pieces) == "Yozing: <b>ariza</b> & boshqa."
    assert hits(pieces) == ["ariza"]


@given(texts, st.sets(st.sampled_from(["pensiya", "nafaqa", "ariza", "1242", "b"])))
def test_a_snippet_is_short_and_holds_only_what_the_text_says(text, keys):
    shown = told(snippet(text, keys))
    assert len(shown) <= LONGEST
    assert " ".join(shown.strip("…").split()) in " ".join(text.split())
    assert "\n" not in shown


@given(texts, st.sets(st.sampled_from(["pensiya", "nafaqa", "ariza"])))
def test_a_word_that_stands_in_the_text_is_marked_in_the_snippet(text, keys):
    if hits(marked(text, keys)):
        assert hits(snippet(text, keys))


@given(texts)
def test_marking_changes_no_letter(text):
    assert told(marked(text, {"pensiya"})) == text
