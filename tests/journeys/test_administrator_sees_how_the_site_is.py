"""Something failed in the night; in the morning the administrator sees it on the phone and lets it be tried again."""

import pytest

from app.infra.database import write_tx
from app.infra.jobs import MAX_TRIES, desk, enqueue, run_all
from app.kernel import clock
from tests.support.browsing import Learner
from tests.support.people import demo_people


@pytest.fixture
def failed(app):
    """A job that was given up, and whose cause is mended meanwhile."""
    done = []
    with app.app_context():
        desk().handlers["tests.work"] = lambda _payload: lambda: done.append("done")
        with write_tx():
            job = enqueue("tests.work", {})
            job.failed_at, job.tries, job.last_error = clock.now(), MAX_TRIES, "ConnectionError"
        yield done
        del desk().handlers["tests.work"]


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_a_failed_job_is_seen_and_tried_again(app, failed, phone, language):
    who = Learner(phone, app, language)
    who.come_in_as_staff(*demo_people(app)["administrator"])
    who.open("staff/status/")
    assert "ConnectionError" in who.main
    who.look()
    who.send("/retry")
    assert "ConnectionError" not in who.main
    who.look()
    with app.app_context():
        run_all()
    assert failed == ["done"]
    phone.goto("/handbook/")
    phone.locator("main a", has_text="Restore").click()
    assert who.h1 == "Restore"
    Learner(phone, app).look()
