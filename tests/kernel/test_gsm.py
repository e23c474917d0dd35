"""What a text costs as an SMS."""

import pytest

from app.kernel.gsm import count_parts, plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("ʻ", 1),
        ("ʻ" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_is_paid_as_so_many_parts(text, parts):
    assert count_parts(text) == parts


def test_uzbek_is_written_in_an_sms_as_people_type_it():
    assert plain("Oʻqing: «maʼlumot» — gʻoya…") == "O'qing: \"ma'lumot\" - g'oya..."
    assert count_parts(plain("Oʻzbekcha gʻoya " * 10)) == 1
    assert plain("Ўқинг") == "Ўқинг"
