"""How long a release takes to make: all courses from nothing, and one changed lesson."""

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.content.build import compile_content
from app.kernel.locale import RU, UZ, UZ_CYRL
from tests.bench.baselines.bare_markdown import render_all
from tests.bench.figures import Figure, in_turn
from tests.bench.server import HOUSE

LANGUAGES = (UZ, UZ_CYRL, RU)


def measure(folder: Path) -> Iterator[Figure]:
    """On a copy of the written courses; the rendering child is warm, as in a second publish."""
    root, kept = folder / "written", folder / "kept"
    for name in ("courses", "quizzes"):
        shutil.copytree(HOUSE / name, root / name)
    yield in_turn(
        "compile_cold",
        "s",
        lambda: seconds(lambda: compile_content(root, LANGUAGES, fresh(folder / "cold"))),
        lambda: seconds(lambda: render_all(root)),
        budget=2.0,
        more_is_better=False,
    )
    compile_content(root, LANGUAGES, kept)
    lesson = max(root.glob("courses/my-gov-uz/**/*.uz.md"), key=lambda file: file.stat().st_size)
    counter = itertools.count()

    def change_one() -> float:
        lesson.write_text(lesson.read_text() + f"\nYana bir gap: {next(counter)}.\n")
        return seconds(lambda: compile_content(root, LANGUAGES, kept))

    yield in_turn(
        "compile_one",
        "s",
        change_one,
        lambda: seconds(lambda: compile_content(root, LANGUAGES, fresh(folder / "cold"))),
        budget=0.1,
        more_is_better=False,
    )


def fresh(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started
