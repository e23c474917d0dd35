"""The code of the moment: RFC 6238's own numbers, the drift of clocks, no code twice."""

from datetime import UTC, datetime

import pytest

from app.accounts.rules.second_step import (
    code_at,
    derive_secret,
    grouped,
    match_code,
    new_recovery_codes,
    next_code,
    normalise_recovery,
    setup_address,
    step_of,
)

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""RFC 6238, appendix B: the text 12345678901234567890."""
NOW = datetime(2026, 11, 25, 12, 0, 10, tzinfo=UTC)
HERE = step_of(NOW)


@pytest.mark.parametrize(("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_the_standard(seconds, code):
    assert code_at(SECRET, step_of(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.mark.parametrize(("off", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off_each_way(off, is_taken):
    assert (match_code(SECRET, code_at(SECRET, HERE + off), NOW, 0) is not None) is is_taken


def test_a_code_is_taken_once_and_no_earlier_one_after_it():
    assert match_code(SECRET, code_at(SECRET, HERE), NOW, HERE) is None
    assert match_code(SECRET, code_at(SECRET, HERE - 1), NOW, HERE) is None
    assert match_code(SECRET, code_at(SECRET, HERE + 1), NOW, HERE) == HERE + 1


def test_the_code_that_is_shown_is_one_that_is_taken():
    assert next_code(SECRET, NOW, 0) == code_at(SECRET, HERE)
    assert next_code(SECRET, NOW, HERE) == code_at(SECRET, HERE + 1)


def test_a_code_may_be_grouped():
    code = code_at(SECRET, HERE)
    assert match_code(SECRET, f" {code[:3]} {code[3:]}\u00a0", NOW, 0) == HERE


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345\0", "1" * 10_000])
def test_what_is_no_code_is_none(typed):
    assert match_code(SECRET, typed, NOW, 0) is None


def test_recovery_codes_are_ten_and_differ():
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert all(normalise_recovery(code) == code for code in codes)


def test_a_recovery_code_is_forgiven_its_spelling():
    assert normalise_recovery(" 7K3m9 qpTxO ") == "7k3m9-qptx0"
    assert normalise_recovery("7k3m9qptxu") is None
    assert normalise_recovery("7" * 1000) is None


def test_a_derived_secret_is_the_same_each_time_and_nobody_elses():
    assert derive_secret("k", "setup", "a") == derive_secret("k", "setup", "a")
    assert len({derive_secret(key, word, "a") for key in "kj" for word in ("setup", "demo")}) == 4
    assert len(derive_secret("k", "a")) == 32
    assert grouped("ABCDEFGHIJ") == "ABCD EFGH IJ"


def test_the_qr_code_says_what_an_authenticator_reads():
    address = setup_address(SECRET, "+998901234567", "Savodxon")
    assert address.startswith("otpauth://totp/Savodxon:")
    assert f"secret={SECRET}" in address
