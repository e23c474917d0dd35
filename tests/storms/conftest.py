"""What storms stand on: a site with two worker processes and a small course whose answers can be told apart."""

import pytest

from tests.storms.people import small_content
from tests.support.serving import serving_people


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    """The site; all storms pass over the same one, each with people of its own."""
    folder = tmp_path_factory.mktemp("storm")
    with serving_people(folder, content=small_content(folder / "content")) as site:
        yield site
