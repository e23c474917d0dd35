"""What a monitor is told: the counts of all processes, and how the installation is at the moment it asks."""

from collections.abc import Iterator

from flask import Flask
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.infra.database import db
from app.infra.meters import folder_of, forget_dead
from app.operations.queries.state import get_state
from app.operations.types import State
from config import Settings

Gauges = Iterator[GaugeMetricFamily]


class StateCollector(Collector):
    """Reads the state whenever a monitor asks."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    def collect(self) -> Gauges:
        """The state as gauges."""
        with self._app.app_context():
            try:
                state = get_state(self._settings)
            finally:
                db.session.remove()
        return _gauges(state)


def make_registry(app: Flask, settings: Settings) -> CollectorRegistry:
    """All that is told at `/metrics`."""
    folder = folder_of(settings.data_dir)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    forget_dead(folder)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]  # the library has no type there
    registry.register(StateCollector(app, settings))
    return registry


def _gauges(state: State) -> Gauges:
    yield GaugeMetricFamily("savodxon_disk_free_bytes", "Room on the disk of DATA_DIR", state.disk_free)
    yield GaugeMetricFamily("savodxon_jobs_waiting", "Jobs that are due", state.jobs_waiting)
    yield GaugeMetricFamily("savodxon_jobs_failed", "Jobs that were given up", len(state.failed_jobs))
    letters = GaugeMetricFamily("savodxon_letters", "Letters of seven days", labels=["state"])
    for name, count in sorted(state.letters.items()):
        letters.add_metric([name], count)
    yield letters
    if state.backup is not None:
        age = (state.at - state.backup.made_at).total_seconds()
        yield GaugeMetricFamily("savodxon_backup_age_seconds", "Age of the newest backup", age)
    yield GaugeMetricFamily("savodxon_issuing", "1 while certificates can be signed", int(state.issuing is None))
    release = GaugeMetricFamily("savodxon_release", "What is published", labels=["release", "version"])
    release.add_metric([state.release[:12], state.version], 1)
    yield release
