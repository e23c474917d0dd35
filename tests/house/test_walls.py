"""The walls stand: over the real tree, and each catches a fault planted in a line of source."""

import tomllib
from pathlib import Path

import grimp
import pytest

from tests.support.walls import faults

HOUSE = Path(__file__).parents[2]
FLOORS_BELOW_ROOMS = {"kernel", "infra", "web", "content"}
HALL = {"service", "queries", "events", "types"}

PLANTED = [
    ("app/quizzes/service.py", "import os\nX = os.environ['X']", "config.py only"),
    ("app/quizzes/service.py", "from os import getenv", "config.py only"),
    ("app/quizzes/service.py", "from datetime import datetime\nX = datetime.now()", "clock.py only"),
    ("app/quizzes/service.py", "import datetime as d\nX = d.datetime.now(d.UTC)", "clock.py only"),
    ("app/quizzes/service.py", "import time\ntime.monotonic()", "clock.py only"),
    ("app/quizzes/service.py", "from time import time", "clock.py only"),
    ("app/quizzes/models.py", "X = column(default=func.now())", "clock.py only"),
    ("app/quizzes/service.py", "db.session.commit()", "commit() is called"),
    ("app/quizzes/service.py", "def f():\n    import json", "import inside f()"),
    ("app/quizzes/__init__.py", '"""Quizzes."""\nfrom app.infra import db', "a docstring and nothing else"),
    ("app/quizzes/__init__.py", "", "a docstring and nothing else"),
    ("app/quizzes/types.py", "@dataclass\nclass A:\n    x: int", "not frozen and keyword-only"),
    ("app/quizzes/types.py", "@dataclass(frozen=True)\nclass A:\n    x: int", "not frozen and keyword-only"),
    ("app/quizzes/models.py", "class A:\n    __tablename__ = 'attempt'", "does not begin with quizzes_"),
    ("app/quizzes/models.py", "X = ForeignKey(Person.id)", "names its table in text"),
    ("app/quizzes/models.py", "X = relationship('Person')", "not of this room"),
    ("app/quizzes/utils.py", "", "says nothing"),
    ("app/common/types.py", "", "says nothing"),
    ("app/quizzes/rules.py", "x = 1  # noqa: E501", "without a reason"),
    ("app/quizzes/rules.py", "x = 1  # noqa", "without a reason"),
    ("app/quizzes/rules.py", "x = 1  # type: ignore[attr-defined]", "without a reason"),
]
ALLOWED = [
    ("config.py", "import os\nX = os.environ['X']"),
    ("app/kernel/clock.py", "from datetime import datetime\nX = datetime.now()"),
    ("app/infra/database.py", "session.commit()"),
    ("app/quizzes/__init__.py", '"""Quizzes."""'),
    ("app/quizzes/rules.py", "x = 1  # noqa: E501, D1 - a table of the standard"),
    ("app/quizzes/rules.py", "x = 1  # type: ignore[attr-defined]  # the stubs are behind"),
    ("app/quizzes/models.py", "class A:\n    __tablename__ = 'quizzes_attempt'\nX = relationship('A')"),
]


def sources():
    files = [HOUSE / "config.py", HOUSE / "wsgi.py", *(HOUSE / "app").rglob("*.py")]
    return [(str(file.relative_to(HOUSE)), file.read_text()) for file in files]


@pytest.mark.parametrize(("path", "source", "sentence"), PLANTED)
def test_a_planted_fault_is_caught(path, source, sentence):
    assert any(sentence in fault for fault in faults(path, source))


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_what_is_right_passes(path, source):
    assert list(faults(path, source)) == []


def test_the_house_keeps_its_rules():
    wrong = [fault for path, source in sources() for fault in faults(path, source)]
    assert not wrong, "\n" + "\n".join(wrong)


def crossings(imports, rooms):
    """Imports from one room to another that do not go through the hall."""
    for importer, imported in imports:
        a, b = importer.split("."), imported.split(".")
        if len(a) > 2 and len(b) > 2 and {a[1], b[1]} <= rooms and a[1] != b[1]:
            is_read_joining_downward = a[2] == "queries" and b[2] == "models"
            if b[2] not in HALL and not is_read_joining_downward:
                yield f"{importer} -> {imported}"


def rooms():
    packages = {file.parent.name for file in (HOUSE / "app").glob("*/__init__.py")}
    return packages - FLOORS_BELOW_ROOMS


def test_rooms_meet_only_in_the_hall():
    graph = grimp.build_graph("app", cache_dir=None)
    imports = [(a, b) for a in graph.modules for b in graph.find_modules_directly_imported_by(a)]
    wrong = sorted(crossings(imports, rooms()))
    assert not wrong, "import service, queries, events or types instead:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("importer", "imported", "is_wrong"),
    [
        ("app.progress.service", "app.quizzes.models", True),
        ("app.progress.routes", "app.quizzes.rules", True),
        ("app.progress.queries", "app.quizzes.models", False),
        ("app.progress.listeners", "app.quizzes.events", False),
        ("app.quizzes.service", "app.quizzes.models", False),
    ],
)
def test_a_planted_crossing_is_caught(importer, imported, is_wrong):
    assert bool(list(crossings([(importer, imported)], {"progress", "quizzes"}))) is is_wrong


def test_every_room_is_held_to_the_room_plan():
    contracts = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    plan = next(contract for contract in contracts if contract["id"] == "room-plan")
    assert set(plan["containers"]) == {f"app.{room}" for room in rooms()}
