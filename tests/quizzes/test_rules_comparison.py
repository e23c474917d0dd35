import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.rules.comparison import is_same_answer


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("oʻzbek", "oʻzbek"),
        ("o'zbek", "oʻzbek"),
        ("o‘zbek", "oʻzbek"),
        ("O`ZBEK", "oʻzbek"),
        ("ўзбек", "oʻzbek"),
        ("ozbek", "oʻzbek"),
        ("ma’lumot", "maʼlumot"),
        ("маълумот", "maʼlumot"),
        ("dxm", "DXM"),
        (" davlat\u00a0 xizmatlari. ", "davlat xizmatlari"),
        ("и\u0306од", "йод"),
        ("ташкент", "Ташкент"),
        ("счет", "счёт"),
        ("СЧЁТ", "счет"),
        ("ёш", "yosh"),
        ("my.gov.uz", "my.gov.uz"),
        ("14", "14"),
    ],
)
def test_spellings_of_one_answer_are_the_same_answer(typed, accepted):
    assert is_same_answer(typed, accepted)


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [("ona", "ona-ota"), ("Samarqand", "Toshkent"), ("14", "41"), ("", "a"), (".", "a"), ("mygovuz", "my.gov.uz")],
)
def test_another_answer_is_another_answer(typed, accepted):
    assert not is_same_answer(typed, accepted)


@given(st.text(max_size=40))
def test_every_text_is_the_same_as_itself(text):
    assert is_same_answer(text, text)


@given(st.text(max_size=20), st.text(max_size=20))
def test_sameness_goes_both_ways(one, other):
    assert is_same_answer(one, other) == is_same_answer(other, one)
