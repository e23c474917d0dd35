"""What a monitor is told, and where: all processes together, on a port that is not the site's."""

import subprocess
import sys
from dataclasses import replace

import pytest
from prometheus_client import generate_latest, values

from app.factory import create_app
from app.infra import audit
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.meters import folder_of, forget_dead
from app.operations.queries.gauges import make_registry
from config import SettingsError, _port
from tests.support.reader import Reader


@pytest.fixture
def counting(settings, app, tmp_path, monkeypatch):
    """A second site on the tests' database that counts, and its settings."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    changed = replace(settings, metrics_port=9100, data_dir=tmp_path)
    site = create_app(changed)
    site.extensions["library"] = app.extensions["library"]
    yield site, changed
    with site.app_context():
        database.session.remove()
        database.engine.dispose()


def told(counting):
    return generate_latest(make_registry(*counting)).decode()


def test_answers_are_counted_by_route_and_class_of_status(counting):
    reader = Reader(counting[0])
    for _ in range(2):
        reader.get("/uz/courses/")
    reader.get("/uz/no-such-page/", status=404)
    text = told(counting)
    assert 'savodxon_requests_total{route="courses.catalogue",status="2xx"} 2.0' in text
    assert 'savodxon_requests_total{route="none",status="4xx"} 1.0' in text
    assert float(text.split("savodxon_request_seconds_count ")[1].split()[0]) >= 3
    assert "no-such-page" not in text


def test_waits_for_writing_and_the_state_are_told(counting):
    with counting[0].app_context(), write_tx():
        audit.record("tests.done", actor_id=None)
    text = told(counting)
    assert "savodxon_write_wait_seconds_count 1.0" in text
    for name in ("disk_free_bytes", "jobs_waiting", "jobs_failed", "release"):
        assert f"savodxon_{name}" in text


def test_pages_from_the_shelf_are_counted_together(counting):
    shelf = counting[0].extensions["shelf"]
    shelf._answered, shelf.version = 7, lambda: shelf._loaded
    shelf.refresh()
    assert "savodxon_kept_answers_total 7.0" in told(counting)


def test_counts_of_a_process_that_is_gone_are_let_go(counting):
    folder = folder_of(counting[1].data_dir)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (folder / f"counter_{gone.pid}.db").write_bytes(b"")
    forget_dead(folder)
    assert not (folder / f"counter_{gone.pid}.db").exists()
    assert list(folder.glob("*.db"))


def test_ad07_the_site_itself_tells_no_numbers(reader):
    for path in ("/metrics", "/metrics/", "/uz/metrics/"):
        reader.get(path, status=404)


def test_without_a_port_nothing_is_counted(app):
    assert "meters" not in app.extensions


@pytest.mark.parametrize("text", ["x", "70000", "-1", "٣"])
def test_a_port_that_is_none_stops_the_start(text):
    with pytest.raises(SettingsError, match="METRICS_PORT"):
        _port("METRICS_PORT", text)
