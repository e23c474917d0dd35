"""A site with keys, and the reading process ended when a file's tests are done."""

import pytest

from app.infra.pdf import printer
from app.seals.service import checking
from tests.support.seals import with_keys


@pytest.fixture
def keys(db):
    """The first keys of a site, from today on: root, paper, seal."""
    return with_keys()


@pytest.fixture(scope="module", autouse=True)
def _children_end():
    yield
    checking.close()
    printer.close()
