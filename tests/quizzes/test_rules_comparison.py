import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.rules.comparison import comparable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oʻzbek", "o'zbek"),
        ("oʻzbek", "o‘zbek"),
        ("oʻzbek", "O`ZBEK"),
        ("oʻzbek", "ўзбек"),
        ("maʼlumot", "ma’lumot"),
        ("maʼlumot", "маълумот"),
        ("DXM", "dxm"),
        ("davlat xizmatlari", " davlat\u00a0 xizmatlari. "),
        ("и\u0306од", "йод"),
        ("Ташкент", "ташкент"),
    ],
)
def test_spellings_of_one_answer_are_equal(one, other):
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(("one", "other"), [("ona", "ona-ota"), ("oʻt", "ot"), ("14", "41"), ("", "a")])
def test_other_words_stay_other_words(one, other):
    assert comparable(one) != comparable(other)


@given(st.text(max_size=40))
def test_what_is_comparable_already_stays(text):
    assert comparable(comparable(text)) == comparable(text)
