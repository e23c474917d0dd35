"""Which kind a test is, told from what it asks for: a pytest plugin, so that no test has to say it."""

from pathlib import Path

import pytest
from hypothesis import settings

TOUCHES = frozenset({"app", "db", "client", "reader", "site", "page", "browser", "context", "live"})
"""Fixtures that bring the application, the database or a browser."""
WAITS = frozenset({"test_sandbox.py", "test_pdf.py", "test_markdown_child.py"})
"""Files whose tests start other processes: right, but not quick."""


def pytest_configure() -> None:
    """Laws are about what happens, not about how fast a busy machine is."""
    settings.register_profile("house", deadline=None)
    settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test `browser`, `storm`, `pure`, or none of them."""
    for item in items:
        asked = frozenset(getattr(item, "fixturenames", ()))
        if "journeys" in Path(item.path).parts:
            item.add_marker(pytest.mark.browser)
        elif "storms" in Path(item.path).parts:
            item.add_marker(pytest.mark.storm)
        elif not asked & TOUCHES and Path(item.path).name not in WAITS:
            item.add_marker(pytest.mark.pure)
