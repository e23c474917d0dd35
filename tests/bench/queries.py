"""Queries of the ten most used pages, on an installation of its own."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace

from flask_migrate import upgrade

from app.factory import create_app
from config import Settings
from tests.bench.figures import Figure, at_most
from tests.bench.site import Installation
from tests.support.most_used import LEARNER_BUDGET, VISITOR_BUDGET, learner_counts, visitor_counts


def measure(_site: Installation) -> Iterator[Figure]:
    """Counted inside the process."""
    with tempfile.TemporaryDirectory(prefix="savodxon-queries-") as folder:
        settings = replace(Settings.from_env({"DATA_DIR": folder}), is_testing=True, public_url="http://localhost")
        app = create_app(settings)
        with app.app_context():
            upgrade()
        app.test_cli_runner().invoke(args=["content", "publish"])
        for counts, budget in ((visitor_counts(app), VISITOR_BUDGET), (learner_counts(app), LEARNER_BUDGET)):
            for name, count in counts.items():
                yield at_most(name, count, "queries", budget)
