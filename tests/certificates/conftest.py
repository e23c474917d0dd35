"""The library may be changed by a test, and somebody has a certificate."""

import pytest

from app.infra.pdf import printer
from app.seals.service import checking
from tests.support.bookcase import bookcase
from tests.support.certified import certify, person_named
from tests.support.learner import NAME

__all__ = ["bookcase"]


@pytest.fixture(scope="module", autouse=True)
def _children_end():
    yield
    checking.close()
    printer.close()


@pytest.fixture
def person(db):
    """Somebody with an account."""
    return person_named(NAME)


@pytest.fixture
def code(app, person):
    """The code of that person's certificate, printed."""
    return certify(app, person)
