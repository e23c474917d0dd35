"""Jobs outlive the process that wanted them, and have their effect once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from app.infra.database import add, write_tx
from app.infra.jobs import LEASE, MAX_TRIES, Job, desk, enqueue, plan_day, run_all, run_next, run_now
from app.kernel import clock as house


@pytest.fixture
def handled(db):
    """What the handler `test` has settled; its behaviour can be set."""
    book = {"settled": [], "prepare": lambda _payload: None}

    def handler(payload):
        book["prepare"](payload)
        return lambda: book["settled"].append(payload["n"])

    desk().handlers["test"] = handler
    yield book
    del desk().handlers["test"]


def wanted(n=1):
    with write_tx():
        return enqueue("test", {"n": n}).id


def test_a_job_is_done_once(handled):
    wanted()
    assert run_all() == 1
    assert run_all() == 0
    assert handled["settled"] == [1]


def test_a_job_of_a_transaction_that_was_undone_was_never_wanted(db, handled):
    with pytest.raises(LookupError), write_tx():
        enqueue("test", {"n": 1})
        raise LookupError
    assert run_all() == 0


def test_nobody_wants_what_nobody_does(db):
    with pytest.raises(LookupError), write_tx():
        enqueue("unheard-of", {})


def test_a_failed_job_comes_again_later_and_a_fault_is_kept(db, handled, clock):
    def fail(_payload):
        raise ArithmeticError("broken")

    handled["prepare"] = fail
    job_id = wanted()
    run_next()
    row = db.session.get(Job, job_id)
    assert row.last_error == "ArithmeticError"
    assert run_all() == 0, "not at once"
    handled["prepare"] = lambda _payload: None
    clock.shift(seconds=10)
    assert run_all() == 1
    assert handled["settled"] == [1]


def test_a_job_that_always_fails_is_given_up_and_stays_to_be_seen(db, handled, clock):
    def fail(_payload):
        raise ArithmeticError

    handled["prepare"] = fail
    job_id = wanted()
    for _ in range(MAX_TRIES + 3):
        run_all()
        clock.shift(hours=2)
    row = db.session.get(Job, job_id)
    assert row.failed_at is not None
    assert row.tries == MAX_TRIES


def test_pd04_a_job_whose_worker_died_is_taken_over_when_its_lease_ends(db, handled, clock):
    job_id = wanted()
    with write_tx() as session:
        row = session.get(Job, job_id)
        row.lease_until, row.lease_by, row.tries = house.now() + LEASE, "dead", 1
    assert run_all() == 0
    clock.shift(seconds=LEASE.total_seconds() + 1)
    assert run_all() == 1
    assert handled["settled"] == [1]


def test_a_worker_that_lost_its_lease_settles_nothing(db, handled):
    job_id = wanted()

    def lose(_payload):
        with write_tx() as session:
            session.get(Job, job_id).lease_by = "another"

    handled["prepare"] = lose
    run_now(job_id)
    assert handled["settled"] == []


def test_a_job_that_is_held_is_not_run_by_another(db, handled):
    job_id = wanted()
    with write_tx() as session:
        row = session.get(Job, job_id)
        row.lease_until, row.lease_by = house.now() + timedelta(minutes=1), "another"
    assert run_now(job_id) is False


def test_jobs_are_done_in_the_order_wanted(db, handled):
    for n in (1, 2, 3):
        wanted(n)
    run_all()
    assert handled["settled"] == [1, 2, 3]
    assert all(row.done_at for row in db.session.scalars(select(Job)))


def test_what_failed_while_settling_leaves_nothing_behind(db, handled, clock):
    def handler(_payload):
        def settle():
            add(Job(kind="half", payload={}, created_at=house.now(), due_at=house.now()))
            raise ArithmeticError

        return settle

    desk().handlers["test"] = handler
    wanted()
    run_next()
    assert db.session.scalars(select(Job).where(Job.kind == "half")).all() == []


def test_a_job_waits_for_its_time(handled, clock):
    clock.set(house.now())
    with write_tx():
        enqueue("test", {"n": 1}, due_at=house.now() + timedelta(hours=1))
    assert run_all() == 0
    clock.shift(hours=1)
    assert run_all() == 1


def test_a_job_about_one_thing_is_written_once(handled):
    with write_tx():
        first = enqueue("test", {"n": 1}, key="thing 1").id
    with write_tx():
        assert enqueue("test", {"n": 1}, key="thing 1").id == first
    assert run_all() == 1


@pytest.fixture
def daily(handled):
    """The job `test` is for every day at half past three in the night in Tashkent; what it was given."""
    desk().handlers["test"] = lambda payload: lambda: handled["settled"].append(payload["day"])
    others, desk().daily = desk().daily, {"test": time(3, 30)}
    yield handled["settled"]
    desk().daily = others


def test_a_daily_job_comes_once_a_day_whoever_plans_it(daily, clock):
    clock.set(datetime(2026, 11, 25, 22, 0, tzinfo=UTC))
    assert plan_day() == 0, "three o'clock in Tashkent"
    clock.shift(hours=1)
    assert (plan_day(), plan_day()) == (1, 0)
    run_all()
    clock.shift(days=1)
    plan_day()
    run_all()
    assert daily == ["2026-11-26", "2026-11-27"]
