"""PINs that are refused, browsers as people call them, requests that are counted."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.rules.browsers import name_browser
from app.accounts.rules.requests import may_ask
from app.kernel.pins import PinProblem, check_pin, clean_pin

PHONE = "+998901234568"
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pin", "problem"),
    [
        ("0000", PinProblem.TOO_SIMPLE),
        ("1234", PinProblem.TOO_SIMPLE),
        ("4321", PinProblem.TOO_SIMPLE),
        ("7890", PinProblem.TOO_SIMPLE),
        ("1212", PinProblem.TOO_SIMPLE),
        ("2580", PinProblem.TOO_SIMPLE),
        ("1958", PinProblem.A_YEAR),
        ("2007", PinProblem.A_YEAR),
        ("4568", PinProblem.OWN_PHONE),
        ("123", PinProblem.NOT_FOUR),
        ("12a4", PinProblem.NOT_FOUR),
        ("7391", None),
    ],
)
def test_au16_a_pin_that_is_tried_first_is_refused_with_its_reason(pin, problem):
    assert check_pin(pin, phone=PHONE) == problem


def test_a_pin_is_digits_in_any_script():
    assert clean_pin("٧٣ 9-1") == "7391"


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Linux; Android 9) SamsungBrowser/20.0 Chrome/106.0 Mobile Safari/537.36", "Samsung, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 YaBrowser/24.0 Safari/537.36", "Yandex, Windows"),
        ("<script>\r\nX: y" + "z" * 100_000, ""),
        ("", ""),
    ],
)
def test_ad17_a_browser_is_named_in_our_own_words_whatever_it_sends(sent, name):
    assert name_browser(sent) == name


def test_three_codes_an_hour_and_ten_a_day_may_be_asked_for():
    assert may_ask([NOW - timedelta(minutes=5 * n) for n in range(2)], NOW)
    assert not may_ask([NOW - timedelta(minutes=5 * n) for n in range(3)], NOW)
    assert may_ask([NOW - timedelta(hours=1 + n) for n in range(9)], NOW)
    assert not may_ask([NOW - timedelta(hours=1 + n) for n in range(10)], NOW)
