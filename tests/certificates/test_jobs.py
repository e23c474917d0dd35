"""A certificate is printed once, whatever happens to the one who prints it."""

import hashlib
import io

import pypdfium2
import pytest
from sqlalchemy import select

from app.certificates.jobs import make_paper, print_certificate
from app.certificates.models import Certificate, PrintedCertificate
from app.certificates.queries.records import get_certificate
from app.certificates.types import UnknownCodeError
from app.infra.database import write_tx
from app.infra.jobs import LEASE, Job, run_all, run_next
from app.infra.storage import get_storage
from app.kernel import clock as house
from tests.support.certified import certify, person_named
from tests.support.learner import NAME, at_once

pytestmark = pytest.mark.usefixtures("keys")

NAMES = {
    "script": "<script>alert(1)</script>",
    "ninety letters": "Oʻ" * 45,
    "right to left": "abc \u202e \u0645\u0631\u062d\u0628\u0627",
    "combining marks": "Z" + "\u0301" * 80 + "oe",
    "Cyrillic": "Ғуломова Ўғилой",
}
"""What `clean_name` lets in, and what it does not: other machines may send rows."""


@pytest.fixture
def waiting(app, person):
    """The code of a certificate that is not printed yet."""
    return certify(app, person, is_printed=False)


def printed(db):
    db.session.rollback()
    return db.session.scalars(select(PrintedCertificate)).all()


def print_jobs(db):
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.kind == "certificates.print")).all()


def words_of(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_the_worker_prints_what_was_issued(db, waiting):
    run_all()
    found = get_certificate(waiting)
    data = get_storage().get(found.pdf_digest)
    assert hashlib.sha256(data).hexdigest() == found.pdf_digest
    text = words_of(data)
    assert waiting in text
    assert NAME in text
    assert f"http://localhost/c/{waiting}" in text or f"localhost/c/{waiting}" in text


def test_a_certificate_is_printed_once(db, waiting):
    run_all()
    assert run_all() == 0
    assert len(printed(db)) == 1
    settle = print_certificate({"certificate_id": get_certificate(waiting).id})
    with write_tx():
        settle()
    assert len(printed(db)) == 1


def test_printed_again_it_would_be_the_same_file(db, waiting):
    run_all()
    found = get_certificate(waiting)
    again = make_paper(found)
    assert hashlib.sha256(again).hexdigest() == found.pdf_digest


def test_pd04_a_worker_that_dies_before_it_prints_is_replaced(db, waiting, clock):
    """It had taken the job and was killed: nothing was settled, the lease runs out."""
    with write_tx() as session:
        (job,) = session.scalars(select(Job).where(Job.kind == "certificates.print"))
        job.lease_until, job.lease_by, job.tries = house.now() + LEASE, "killed", 1
    assert run_all() == 0
    assert get_certificate(waiting).pdf_digest is None
    clock.shift(seconds=LEASE.total_seconds() + 1)
    assert run_all() == 1
    assert len(printed(db)) == 1


def test_pd04_a_worker_that_dies_after_it_printed_leaves_one_file(db, waiting, clock):
    """The file was on the disk already, and the row was not: the next worker makes the same file."""
    found = get_certificate(waiting)
    print_certificate({"certificate_id": found.id})
    with write_tx() as session:
        (job,) = session.scalars(select(Job).where(Job.kind == "certificates.print"))
        job.lease_until, job.lease_by, job.tries = house.now() + LEASE, "killed", 1
    clock.shift(seconds=LEASE.total_seconds() + 1)
    run_all()
    (row,) = printed(db)
    folder = get_storage()._path(row.digest).parent
    assert [path.name for path in folder.iterdir() if path.name == row.digest] == [row.digest]
    assert get_certificate(waiting).pdf_digest == row.digest


def test_pd04_two_workers_print_one_file(app, db, waiting):
    def work():
        with app.app_context():
            return run_next()

    assert sorted(at_once([work, work])) == [False, True]
    assert len(printed(db)) == 1


def test_a_design_that_is_missing_is_tried_again_and_the_certificate_holds(db, waiting, clock):
    with write_tx() as session:
        certificate = session.scalars(select(Certificate)).one()
        certificate.design = "no-such"
    run_all()
    (job,) = print_jobs(db)
    assert job.done_at is None
    assert job.last_error
    with write_tx() as session:
        session.scalars(select(Certificate)).one().design = "course"
    clock.shift(minutes=5)
    run_all()
    assert get_certificate(waiting).pdf_digest


def test_what_was_never_issued_is_not_printed(db):
    with pytest.raises(UnknownCodeError):
        print_certificate({"certificate_id": "none"})


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_ce07_any_name_that_got_in_is_printed_as_text(app, db, name):
    code = certify(app, person_named(name), is_printed=False)
    run_all()
    data = get_storage().get(get_certificate(code).pdf_digest)
    assert code in words_of(data)
    assert b"/JavaScript" not in data
