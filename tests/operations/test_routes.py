import pytest

from app.infra import audit
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.jobs import MAX_TRIES, Job, desk, enqueue
from app.kernel import clock as house
from app.operations.queries.handbook import PAGES
from app.operations.rules import find_troubles
from app.operations.types import FailedJob, LastBackup, State, Trouble
from tests.support.people import demo_people, signed_in


@pytest.fixture
def administrator(app, reader):
    return signed_in(reader, *demo_people(app)["administrator"])


@pytest.fixture
def failed(app):
    """A job that was given up; its id."""
    desk_of = app.extensions["jobs"]
    desk_of.handlers["tests.work"] = lambda _payload: lambda: None
    with app.app_context(), write_tx():
        job = enqueue("tests.work", {})
        job.failed_at, job.tries, job.last_error = house.now(), MAX_TRIES, "ConnectionError"
        job_id = job.id
    yield job_id
    del desk_of.handlers["tests.work"]


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_the_administrator_sees_how_the_site_is(administrator, failed, language):
    page = administrator.get(f"/{language}/staff/status/")
    assert "ConnectionError" in page.main
    assert "backup make" in page.main


def test_a_failed_job_is_tried_again_and_that_is_written_down(app, administrator, failed):
    administrator.get("/uz/staff/status/")
    page = administrator.submit("/retry")
    assert "qaytadan" in page.main
    with app.app_context():
        assert database.session.get(Job, failed).failed_at is None
        entry = audit.list_entries(limit=1)[0]
        assert (entry.action, entry.subject_id) == ("operations.job-retried", failed)
        assert desk().handlers["tests.work"]
    administrator.post("/uz/staff/status/retry", {"job": failed}, status=404)


def test_nobody_else_sees_it(app, reader):
    signed_in(reader, *demo_people(app)["coordinator"])
    reader.get("/uz/staff/status/", status=403)


def state(**changes):
    now = house.now()
    plain = {
        "at": now,
        "version": "1",
        "release": "r",
        "disk_free": 50 << 30,
        "disk_total": 100 << 30,
        "jobs_waiting": 0,
        "oldest_due": None,
        "jobs_overdue": 0,
        "failed_jobs": (),
        "letters": {"sent": 5},
        "backup": LastBackup(made_at=now, is_sealed=True, is_proved=True),
        "audit_node": "n",
        "audit_head": "",
    }
    return State(**(plain | changes))


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"disk_free": 1 << 20}, Trouble.DISK),
        ({"release": ""}, Trouble.NO_RELEASE),
        ({"backup": None}, Trouble.NO_BACKUP),
        ({"jobs_overdue": 1}, Trouble.JOBS_WAIT),
        ({"failed_jobs": (FailedJob(id="1", kind="k", failed_at=house.now(), fault="f"),)}, Trouble.JOBS_FAILED),
        ({"letters": {"refused": 1}}, Trouble.LETTERS),
    ],
)
def test_each_trouble_is_noticed(changes, trouble):
    assert find_troubles(state()) == ()
    assert find_troubles(state(**changes)) == (trouble,)


@pytest.mark.parametrize("page", PAGES)
def test_the_handbook_is_read_by_everybody(reader, page):
    reader.get("/handbook/")
    chapter = reader.get(f"/handbook/{page}/")
    assert chapter.soup.find("h1").text.strip() in chapter.title
    for address in chapter.addresses:
        if address.startswith("/handbook/"):
            reader.get(address)


def test_a_page_that_is_not_in_the_handbook_is_missing(reader):
    reader.get("/handbook/files/", status=404)
    reader.get("/handbook/x/", status=404)
