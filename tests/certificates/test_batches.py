"""In bulk: each person's outcome is told once, whoever is killed, however many work, and also when the disk is full."""

import io
import zipfile
from collections import Counter

import pytest
from sqlalchemy import select

from app.accounts.service.people import add_person
from app.certificates.jobs import decide_chunk, print_chunk
from app.certificates.models import BatchOutcome, Certificate, PrintedCertificate
from app.certificates.queries.batches import get_batch, list_members
from app.certificates.service import batches
from app.certificates.service.batches import ISSUE_CHUNK, begin_batch
from app.certificates.types import Outcome
from app.content.types.courses import Asked
from app.infra import jobs
from app.infra.database import write_tx
from app.infra.jobs import LEASE, MAX_TRIES, Job, run_all, run_next
from app.infra.storage import get_storage
from app.infra.zips import Entry, stream_zip
from app.kernel import clock as house
from app.kernel.errors import BadInputError
from tests.support.certified import certify, person_named
from tests.support.counting import rows
from tests.support.full_disk import full_database, full_disk
from tests.support.learner import NAME, at_once
from tests.support.paths import PATH, SECOND, publish_path, quiet, sits

pytestmark = pytest.mark.usefixtures("keys")

COURSE = "my-gov-uz"


@pytest.fixture
def small(monkeypatch):
    """Chunks of three."""
    monkeypatch.setattr(batches, "CHUNK", 3)


def passed(count):
    """People who have passed, of which nobody was told."""
    people = [person_named(f"{NAME} {'abcdefghijklmnopqrstuvwxyz'[place % 26]}") for place in range(count)]
    for person in people:
        quiet(person)
    return people


def begin(people, key=COURSE):
    with write_tx():
        return begin_batch(key, people, title="Kuzgi guruh", by=None)


def counts(batch):
    return {outcome: count for outcome, count in get_batch(batch).counts.items() if count}


def until_nothing_is_left(db):
    """A worker that goes on after each fault, as its thread does."""
    for _ in range(9):
        try:
            run_next()
        except Exception:  # noqa: BLE001 - whichever error the database names it by
            db.session.rollback()


def all_of(db, model):
    db.session.rollback()
    return db.session.scalars(select(model)).all()


def test_each_persons_outcome_is_told(app, db, bookcase, clock):
    (fresh,) = passed(1)
    with write_tx():
        visitor = add_person("uz").id
    quiet(visitor)
    idle = person_named("Karimova Nodira")
    had = person_named("Yoʻldosheva Malika")
    certify(app, had)
    bookcase.change_course(certificate_asks=(Asked.SUPERVISED,))
    waiting = person_named("Saidov Olim")
    sits(waiting)
    quiet(fresh)
    batch = begin([fresh, visitor, idle, had, waiting])
    run_all()
    told = {one.person_id: one.outcome for one in list_members(batch)}
    assert told == {
        fresh: Outcome.WAITS,
        visitor: Outcome.NAMELESS,
        idle: Outcome.NOT_PASSED,
        had: Outcome.HAD,
        waiting: Outcome.WAITS,
    }
    bookcase.change_course(certificate_asks=())
    again = begin([fresh, waiting])
    run_all()
    assert counts(again) == {Outcome.ISSUED: 2}


def test_all_are_issued_and_printed_in_chunks(app, db, small):
    people = passed(8)
    batch = begin([*people, people[0]])
    assert get_batch(batch).total == 8
    assert not get_batch(batch).is_done
    run_all()
    facts = get_batch(batch)
    assert (facts.settled, facts.printed, facts.is_done, facts.is_stalled) == (8, 8, True, False)
    assert [one.place for one in list_members(batch)] == list(range(1, 9))
    assert all(get_storage().get(one.digest).startswith(b"%PDF") for one in list_members(batch))


def test_at_most_two_chunks_stand_before_somebody_who_passes_now(app, db, small):
    begin(passed(8))
    waiting = [job for job in all_of(db, Job) if job.kind == ISSUE_CHUNK and job.done_at is None]
    assert len(waiting) == 2


def test_a_path_that_came_later_is_given_to_all_who_had_passed(app, db, bookcase):
    publish_path(bookcase)
    people = passed(2)
    for person in people:
        quiet(person, SECOND)
    batch = begin(people, PATH)
    run_all()
    assert counts(batch) == {Outcome.ISSUED: 2}
    assert {one.course_key for one in all_of(db, Certificate)} == {PATH}


def test_two_batches_of_the_same_people_issue_once(app, db, small):
    people = passed(5)
    first, second = begin(people), begin(list(reversed(people)))

    def work():
        with app.app_context():
            return run_all()

    at_once([work, work, work])
    run_all()
    assert len(all_of(db, Certificate)) == 5
    assert Counter(counts(first)) + Counter(counts(second)) == {Outcome.ISSUED: 5, Outcome.HAD: 5}
    assert get_batch(first).is_done
    assert get_batch(second).is_done


def test_two_workers_on_one_job_do_nothing_twice(app, db):
    batch = begin(passed(4))
    payload = {"batch_id": batch, "first": 0}
    slow, quick = decide_chunk(payload), decide_chunk(payload)
    for settle in (quick, slow):
        with write_tx():
            settle()
    prints = [print_chunk(payload), print_chunk(payload)]
    for settle in prints:
        with write_tx():
            settle()
    assert len(all_of(db, Certificate)) == len(all_of(db, BatchOutcome)) == len(all_of(db, PrintedCertificate)) == 4

    def work():
        with app.app_context():
            return run_next()

    at_once([work, work, work])
    assert len(all_of(db, BatchOutcome)) == 4


def test_a_worker_that_was_killed_in_the_middle_is_replaced(app, db, small, clock):
    batch = begin(passed(8))
    assert run_next()
    with write_tx() as session:
        for job in session.scalars(select(Job).where(Job.done_at.is_(None))):
            job.lease_until, job.lease_by, job.tries = house.now() + LEASE, "killed", 1
    assert run_all() == 0
    assert get_batch(batch).settled == 3
    clock.shift(seconds=LEASE.total_seconds() + 200)
    assert get_batch(batch).is_stalled
    run_all()
    facts = get_batch(batch)
    assert (facts.settled, facts.printed, facts.is_done) == (8, 8, True)


def test_a_full_disk_in_the_middle_loses_nothing_says_so_and_goes_on_with_room(app, db, small, clock):
    batch = begin(passed(5))
    run_next()
    with full_disk():
        for _ in range(MAX_TRIES + 2):
            until_nothing_is_left(db)
            clock.shift(minutes=10)
    assert get_batch(batch).is_stalled
    assert get_batch(batch).settled in {3, 5}
    assert not [job for job in all_of(db, Job) if job.failed_at]
    run_all()
    assert get_batch(batch).is_done
    assert len(all_of(db, Certificate)) == len(all_of(db, BatchOutcome)) == 5


def test_a_file_that_finds_no_room_is_tried_again(app, db, clock):
    batch = begin(passed(2))
    run_next()
    db.session.rollback()
    with full_disk(), pytest.raises(OSError, match="File too large"):
        print_chunk({"batch_id": batch, "first": 0})
    run_all()
    assert get_batch(batch).is_done


def test_a_database_that_is_full_leaves_no_half_chunk(app, db, small, clock):
    batch = begin(passed(5))
    with full_database(db.engine):
        until_nothing_is_left(db)
    assert get_batch(batch).settled in {0, 3, 5}
    clock.shift(minutes=10)
    run_all()
    clock.shift(minutes=10)
    run_all()
    facts = get_batch(batch)
    assert (facts.settled, facts.is_done) == (5, True)
    assert len(all_of(db, Certificate)) == 5


def test_one_that_cannot_be_printed_holds_up_no_other(app, db, small, clock):
    batch = begin(passed(5))
    assert run_next()
    with write_tx() as session:
        spoiled = session.scalars(select(Certificate).order_by(Certificate.status_index)).first()
        spoiled.design = "no-such"
    run_all()
    facts = get_batch(batch)
    assert (facts.settled, facts.printed, facts.is_done) == (5, 4, False)
    with write_tx() as session:
        session.get(Certificate, spoiled.id).design = "course"
    clock.shift(minutes=10)
    run_all()
    assert get_batch(batch).is_done


def test_nobody_strangers_and_too_many_are_refused(app, db, monkeypatch):
    people = passed(2)
    monkeypatch.setattr(batches, "MOST", 1)
    before = rows(app)
    for asked in ([], ["01a2165f-9aea-707c-a410-bd00354e9a0b"], ["\0"], people):
        with pytest.raises(BadInputError), write_tx():
            begin_batch(COURSE, asked, title="x", by=None)
    assert rows(app) == before


def test_patient_work_is_never_given_up_and_other_work_is(app, db, clock, monkeypatch):
    def fail(_payload):
        raise RuntimeError

    desk = app.extensions["jobs"]
    monkeypatch.setitem(desk.handlers, "test.patient", fail)
    monkeypatch.setitem(desk.handlers, "test.other", fail)
    monkeypatch.setattr(desk, "patient", {*desk.patient, "test.patient"})
    with write_tx():
        jobs.enqueue("test.patient", {})
        jobs.enqueue("test.other", {})
    for _ in range(MAX_TRIES + 3):
        run_all()
        clock.shift(hours=2)
    assert {job.kind for job in all_of(db, Job) if job.failed_at} == {"test.other"}


def test_a_zip_is_the_same_each_time_and_holds_what_was_given():
    entries = [Entry(name=f"{place}.pdf", data=bytes([place]) * 1000, made_on=house.today()) for place in range(3)]
    data = b"".join(stream_zip(entries))
    assert data == b"".join(stream_zip(entries))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        assert made.testzip() is None
        assert [(one.filename, made.read(one)) for one in made.infolist()] == [(one.name, one.data) for one in entries]


def test_the_operator_issues_since_a_day_and_from_a_file_and_sees_how_far_it_is(app, db, tmp_path):
    people = passed(3)
    runner = app.test_cli_runner()
    db.session.rollback()
    day = house.today().isoformat()
    answer = runner.invoke(args=["certificates", "issue", "--course", COURSE, "--since", day])
    assert answer.exit_code == 0, answer.output
    assert "3 people" in answer.output
    run_all()
    db.session.rollback()
    assert "3 of 3 decided (3 issued), 3 of 3 printed, done" in runner.invoke(args=["certificates", "batches"]).output
    file = tmp_path / "people.txt"
    file.write_text(f"{people[0]}\n\n{people[1]}\n")
    answer = runner.invoke(args=["certificates", "issue", "--course", COURSE, "--people", str(file), "--title", "Ikki"])
    assert "2 people" in answer.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--course", COURSE],
        ["--since", "2026-01-01"],
        ["--course", "gone", "--since", "2026-01-01"],
        ["--path", "gone", "--since", "2026-01-01"],
        ["--course", COURSE, "--since", "2099-01-01"],
        ["--course", COURSE, "--path", "x", "--since", "2026-01-01"],
    ],
)
def test_the_operators_slips_are_named_and_change_nothing(app, db, arguments):
    before = rows(app)
    db.session.rollback()
    assert app.test_cli_runner().invoke(args=["certificates", "issue", *arguments]).exit_code in {1, 2}
    assert rows(app) == before
