import inspect

import pytest

from app.kernel import errors

FACTS = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.FactError)]


@pytest.mark.parametrize("fact", [one for one in FACTS if one is not errors.FactError])
def test_every_fact_has_a_kind(fact):
    assert fact.kind in errors.Kind


def test_every_kind_is_some_fact():
    assert {one.kind for one in FACTS if one is not errors.FactError} == set(errors.Kind)


def test_a_room_names_its_own_fact_and_keeps_the_kind():
    class AttemptClosedError(errors.ConflictError):
        """The attempt has ended."""

    assert AttemptClosedError().kind is errors.Kind.CONFLICT


def test_bad_input_says_which_field_and_why():
    assert errors.BadInputError({"phone": "taken"}).problems == {"phone": "taken"}


def test_too_many_says_when_to_try_again():
    assert errors.TooManyError(900).retry_after == 900


def test_a_bad_text_tells_its_problem():
    assert str(errors.BadTextError(errors.TextProblem.TOO_LONG)) == "too-long"
