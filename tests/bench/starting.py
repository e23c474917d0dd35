"""From the start of a process to its first answer."""

import time
from collections.abc import Mapping
from pathlib import Path

from tests.bench.figures import Figure, in_turn
from tests.bench.server import serving
from tests.bench.site import Installation


def measure(site: Installation, folder: Path) -> Figure:
    """Against a bare application with the same extensions."""
    return in_turn(
        "startup_s",
        "s",
        lambda: seconds_to_answer("wsgi:app", site.env),
        lambda: seconds_to_answer("tests.bench.baselines.same_extensions:app", {"BENCH_DATA": str(folder)}),
        budget=2.0,
        more_is_better=False,
    )


def seconds_to_answer(target: str, env: Mapping[str, str]) -> float:
    """One worker, until it has answered once."""
    started = time.monotonic()
    with serving(target, env, workers=1, ready="/healthz"):
        return time.monotonic() - started
