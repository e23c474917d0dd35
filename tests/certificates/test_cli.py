"""`flask certificates revoke`: the operator's door."""

import pytest

from app.certificates.queries.records import get_certificate
from tests.support.counting import rows

UNKNOWN = "04HM-ASW9-NF6Y-Y093-X"


def revoke(app, *arguments):
    return app.test_cli_runner().invoke(args=["certificates", "revoke", *arguments])


def test_a_certificate_is_revoked_with_a_reason(app, code):
    answer = revoke(app, code, "--reason", "  Ism  xato\u200b yozilgan ")
    assert (answer.exit_code, answer.output) == (0, f"Revoked: {code}\n")
    with app.app_context():
        assert get_certificate(code).reason == "Ism xato yozilgan"


def test_the_code_may_be_typed_as_people_type(app, code):
    assert revoke(app, code.lower().replace("-", " "), "--reason", "xato").exit_code == 0
    with app.app_context():
        assert get_certificate(code).revoked_on


def test_revoked_twice_it_says_so_and_keeps_the_first_reason(app, code):
    revoke(app, code, "--reason", "birinchi")
    answer = revoke(app, code, "--reason", "ikkinchi")
    assert (answer.exit_code, answer.output) == (0, f"It was revoked before: {code}\n")
    with app.app_context():
        assert get_certificate(code).reason == "birinchi"


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "a\0b", "a\x1b[31mb", "x" * 301, "\ud800"])
def test_a_reason_that_cannot_be_shown_is_refused(app, code, reason):
    before = rows(app)
    answer = revoke(app, code, "--reason", reason)
    assert answer.exit_code == 2
    assert "--reason" in answer.output
    assert rows(app) == before


def test_without_a_reason_nothing_happens(app, code):
    before = rows(app)
    assert revoke(app, code).exit_code == 2
    assert rows(app) == before


def test_a_code_that_was_never_issued_is_named(app, code):
    answer = revoke(app, UNKNOWN, "--reason", "xato")
    assert answer.exit_code == 1
    assert f"no certificate with the code {UNKNOWN}" in answer.output


@pytest.mark.parametrize(
    "typed", ["", "x", UNKNOWN[:-1] + "0", "'; DROP TABLE certificates_certificate; --", "7" * 5000]
)
def test_what_is_no_code_is_called_a_slip(app, code, typed):
    before = rows(app)
    answer = revoke(app, typed, "--reason", "xato")
    assert answer.exit_code == 2
    assert "CODE" in answer.output
    assert rows(app) == before
