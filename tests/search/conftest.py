"""The library may be changed by a test; an index stands when a test asks for one."""

import pytest

from app.infra.database import write_tx
from app.search.queries import find_index
from app.search.service import prepare_index
from tests.support.bookcase import bookcase

__all__ = ["bookcase"]


def make_index():
    """Make the index of what is published, as a door does; which it is."""
    settle = prepare_index()
    with write_tx():
        settle()
    return find_index()


@pytest.fixture
def index(db):
    """The index of the real courses."""
    return make_index()
