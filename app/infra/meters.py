"""Counts for a monitor: kept by each process in a file that all share, so that asking one process tells of all.

Nothing is counted when the installation has no METRICS_PORT. Labels are routes and classes of status, never addresses.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, current_app, g, has_app_context, request
from prometheus_client import CollectorRegistry, Counter, Histogram, values

from app.infra.logging import PREBUILDING
from app.kernel import clock

FOLDER = "metrics"
DURATIONS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
WAITS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.0, 10.0)


@dataclass(frozen=True, kw_only=True)
class Meters:
    """What one process counts."""

    requests: Counter
    durations: Histogram
    waits: Histogram
    shelf: Counter


def folder_of(data_dir: Path) -> Path:
    """Where the counts of all processes lie."""
    return data_dir / FOLDER


def install(app: Flask, data_dir: Path) -> Meters:
    """Count the requests and transactions of this process."""
    folder_of(data_dir).mkdir(parents=True, exist_ok=True, mode=0o700)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]  # the library has no type there
    registry = CollectorRegistry()
    meters = Meters(
        requests=Counter("savodxon_requests", "Answers of the site", ["route", "status"], registry=registry),
        durations=Histogram("savodxon_request_seconds", "Time to answer", buckets=DURATIONS, registry=registry),
        waits=Histogram(
            "savodxon_write_wait_seconds", "Wait of a transaction to begin writing", buckets=WAITS, registry=registry
        ),
        shelf=Counter("savodxon_kept_answers", "Prebuilt pages answered from memory", registry=registry),
    )
    app.extensions["meters"] = meters

    @app.after_request
    def count(response: Response) -> Response:
        if not request.environ.get(PREBUILDING):
            meters.requests.labels(request.endpoint or "none", f"{response.status_code // 100}xx").inc()
            meters.durations.observe(clock.monotonic() - g.get("began", clock.monotonic()))
        return response

    return meters


def find_meters() -> Meters | None:
    """The meters of the running site; None when it counts nothing."""
    return current_app.extensions.get("meters") if has_app_context() else None


def forget_dead(folder: Path) -> None:
    """Let go of the counts of processes that are gone; done when the monitor's door opens."""
    for path in folder.glob("*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdigit() and not _is_alive(int(pid)):
            path.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True
