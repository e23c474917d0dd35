"""The library may be changed by a test, and somebody has a certificate."""

import pytest

from tests.support.bookcase import bookcase
from tests.support.certified import certify, person_named
from tests.support.learner import NAME

__all__ = ["bookcase"]


@pytest.fixture
def person(db):
    """Somebody with an account."""
    return person_named(NAME)


@pytest.fixture
def code(app, person):
    """The code of that person's certificate, printed."""
    return certify(app, person)
