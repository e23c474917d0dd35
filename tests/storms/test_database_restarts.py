"""PostgreSQL is restarted, and crashes, while people write: the site comes back by itself and has lost nothing."""

import os

import pytest

from tests.storms.people import small_content
from tests.storms.writing import Writing, lost_and_doubled
from tests.support.postgres import own_postgres, restart
from tests.support.serving import serving_people


@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgresql"), reason="with SQLite there is no server to restart"
)
def test_ad13_a_restarted_database_costs_a_wait_and_no_answer(tmp_path):
    """On a server of its own: the others go on."""
    content = small_content(tmp_path / "content")
    with own_postgres() as url, serving_people(tmp_path, content=content, DATABASE_URL=url) as site:
        workers = site.wait_for_workers()
        with Writing(site) as writing:
            for mode in ("fast", "immediate", "fast"):
                writing.wait_for(100)
                restart(url, mode=mode)
            writing.wait_for(100)
        assert set(writing.refused) == {503}, "a page that asks to wait, and never a fault"
        assert site.workers == workers, "nobody had to restart the site"
        assert lost_and_doubled(site, writing) == []
