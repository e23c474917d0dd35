import pytest

from tests.support.bookcase import Bookcase


@pytest.fixture
def bookcase(app):
    """A library in which the test may publish changes; the real one comes back afterwards."""
    real = app.extensions["library"]
    app.extensions["library"] = double = Bookcase(real)
    yield double
    app.extensions["library"] = real
