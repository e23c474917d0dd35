"""What must hold for every text, whoever typed it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.kernel.uzbek import APOSTROPHES, fold, mixed_script_words, normalise_apostrophes, to_cyrillic, to_latin

ONSETS = [*"bdfghjklmnpqrtvxz", "gʻ", "sh", "ch", ""]
NUCLEI = [*"aeiou", "oʻ"]
CODAS = [*"bdfjklmnpqrvxz", "gʻ", "sh", "ch", "ng", "", "", ""]
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ"
SIGNS = " \n.,;:!?«»„“()—–…/+=|0123456789"

syllables = st.tuples(st.sampled_from(ONSETS), st.sampled_from(NUCLEI), st.sampled_from(CODAS)).map("".join)
native_words = st.lists(syllables, min_size=2, max_size=4).map("".join)
latin_texts = st.text(alphabet="abdefghijklmnopqrstuvxyzABDEFGHQSTXYZ" + APOSTROPHES + SIGNS, max_size=80)
cyrillic_texts = st.text(alphabet=CYRILLIC + CYRILLIC.upper() + SIGNS, max_size=80)
kept_spans = st.sampled_from(
    ["https://my.gov.uz/a?b=c", "id.egov.uz", "a.b@mail.uz", "{{ x.y }}", "%(name)s", "${z}", "<b>", "x.apk", "OneID"],
)


def is_odd(word):
    """Sequences that Latin cannot tell apart, or that only a few loans have."""
    return re.search(r"sh?ʼ|[gs]h|nsi|ie|ae|oe|ue|ee|aa|lator|ng[ʻh]", word) is not None


@given(native_words)
def test_a_native_word_comes_back(word):
    written = to_latin(to_cyrillic(word))
    assert written == word or is_odd(word)


@given(native_words)
def test_capitals_come_back(word):
    assert to_latin(to_cyrillic(word)).upper() == to_latin(to_cyrillic(word.upper()))


@given(latin_texts)
def test_nothing_but_words_changes(text):
    def bare(one):
        plain = re.sub(r"(?<=[A-Za-z])-(?=[Ѐ-ӿ])", "", one)  # a unit keeps its letters and gets a hyphen: «Hz-ни»
        return re.sub(rf"[A-Za-zЀ-ӿ{APOSTROPHES}]+", "", plain)

    assert bare(to_cyrillic(text)).replace(" ", "") == bare(text).replace(" ", "")


@given(cyrillic_texts)
def test_cyrillic_text_is_left_alone(text):
    assert to_cyrillic(text) == text


@given(latin_texts)
def test_a_second_time_changes_nothing(text):
    once = to_cyrillic(text)
    assert to_cyrillic(once) == once


@given(latin_texts)
def test_latin_text_is_left_alone(text):
    assert to_latin(text) == text


@given(st.lists(st.one_of(native_words, kept_spans), min_size=1, max_size=6))
def test_kept_spans_come_through(pieces):
    out = to_cyrillic(" va ".join(pieces)).split(" ва ")
    for before, after in zip(pieces, out, strict=True):
        if re.search(r"[^a-zʻ]", before):
            assert after == before


@given(latin_texts.map(str.lower))
def test_no_word_is_in_two_scripts(text):
    assert mixed_script_words(to_cyrillic(text)) == ()


@given(latin_texts)
def test_right_signs_are_right(text):
    once = normalise_apostrophes(text)
    assert normalise_apostrophes(once) == once
    assert fold(once) == fold(text)


@given(native_words)
def test_both_alphabets_have_one_search_key(word):
    assert fold(to_cyrillic(word)) == fold(word) or is_odd(word)


@given(st.text(max_size=60))
def test_any_text_is_taken(text):
    for change in (to_cyrillic, to_latin, normalise_apostrophes, fold):
        assert isinstance(change(text), str)
