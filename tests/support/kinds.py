"""Which kind a test is, told from what it asks for: a pytest plugin, so that no test has to say it."""

import re
from pathlib import Path

import pytest
from hypothesis import settings

TOUCHES = frozenset({"app", "db", "client", "reader", "site", "page", "browser", "context", "live"})
"""Fixtures that bring the application, the database or a browser."""
WAITS = frozenset(
    {
        "test_sandbox.py",
        "test_pdf.py",
        "test_sheets.py",
        "test_designs.py",
        "test_photos.py",
        "test_markdown_child.py",
        "test_handbook.py",
        "test_joining.py",
    }
)
"""Files whose tests start other processes: right, but not quick."""
LONGEST = ("storms", "journeys", "test_crawl.py", "test_drill.py", "test_handbook.py")
"""What takes long begins first, so that no process is left waiting for one last file."""
ALIKE = frozenset(
    {
        "written",
        "test_crawl.py",
        "test_handbook.py",
        "test_pdf.py",
        "test_verify.py",
        "test_posters.py",
        "test_papers.py",
        "test_sheets.py",
        "test_joining.py",
        "test_designs.py",
        "test_prebuilt.py",
        "test_reader.py",
    }
)
"""Folders and files about pages and print, whose outcome no database can change: once is enough."""
PAGES = re.compile(r"test_(?:routes|documents|security|csrf|errors|confirm|sharing|media)\w*\.py")
"""Pages of rooms whose reads and writes are tested below them: `make test` asks for them on SQLite only."""


def pytest_configure(config: pytest.Config) -> None:
    """Laws are about what happens, not about how fast a busy machine is; `make check` tries fewer examples of each."""
    settings.register_profile("house", deadline=None)
    settings.register_profile("quick", deadline=None, max_examples=15)
    settings.load_profile(config.getoption("--hypothesis-profile", None) or "house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test `browser`, `storm`, `pure`, `alike`, or none of them; the longest first."""
    for item in items:
        asked = frozenset(getattr(item, "fixturenames", ()))
        parts = Path(item.path).parts
        if "journeys" in parts:
            item.add_marker(pytest.mark.browser)
        elif "storms" in parts:
            item.add_marker(pytest.mark.storm)
        elif not asked & TOUCHES and Path(item.path).name not in WAITS and "written" not in parts:
            item.add_marker(pytest.mark.pure)
        elif ALIKE & set(parts) or PAGES.fullmatch(Path(item.path).name):
            item.add_marker(pytest.mark.alike)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, name in enumerate(LONGEST) if name in Path(item.path).parts), len(LONGEST))
