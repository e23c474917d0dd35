"""One pass gives one certificate, and what stands on it never changes."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.events import AccountOpened, PersonsJoined
from app.accounts.service.people import add_person, join_visitor, open_account, rename
from app.certificates.models import Certificate, PrintedCertificate, Revocation, Veiling
from app.certificates.queries.records import get_certificate, is_owner, list_of_person
from app.certificates.rules.codes import normalise_code
from app.certificates.service.correcting import revoke_certificate
from app.certificates.service.issuing import issue_for_account, issue_for_pass
from app.certificates.service.keeping import hide_certificate, keep_document
from app.certificates.types import UnknownCodeError
from app.infra.database import add, write_tx
from app.infra.jobs import Job, run_next
from app.kernel import clock as house
from app.progress.events import CoursePassed
from app.progress.models import CoursePass
from app.progress.service import record_pass
from tests.support.certified import certify, passing, person_named
from tests.support.counting import rows
from tests.support.learner import NAME, at_once, codes

NAMES = ("Gʻulomova Oʻgʻiloy Sanʼatovna", "Ғуломова Ўғилой", "Юлдашева Малика-Анна", "Ñúñez Zoë")


def all_certificates(db):
    db.session.rollback()
    return db.session.scalars(select(Certificate)).all()


def pass_row(person_id):
    """A pass that nobody was told of."""
    with write_tx() as session:
        record_pass(passing(person_id))
        session.info["after_commit"].clear()
    with write_tx() as session:
        for job in session.scalars(select(Job)):
            session.delete(job)


def test_a_pass_issues_a_certificate_with_all_that_stands_on_it(app, db, person, clock):
    course = app.extensions["library"].current().courses[0]
    code = certify(app, person, language="ru", percent=85, is_printed=False)
    found = get_certificate(code)
    assert found.name == NAME
    assert found.course_title == course.texts["ru"].title
    assert (found.language, found.percent, found.minutes) == ("ru", 85, course.minutes)
    assert (found.design, found.competences) == (course.certificate, course.competences)
    assert found.pdf_digest is None
    assert normalise_code(code) == code
    assert db.session.scalars(select(Certificate.node_id)).one() == "testnode"


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_kept_as_it_was_written(app, db, name):
    code = certify(app, person_named(name), is_printed=False)
    assert get_certificate(code).name == name


def test_ce01_ten_passes_heard_at_once_are_one_certificate(app, db, person):
    def call():
        with app.app_context(), write_tx():
            record_pass(passing(person))

    at_once([call] * 10)
    assert len(db.session.scalars(select(CoursePass)).all()) == 10
    assert len(all_certificates(db)) == 1


def test_ce01_one_pass_heard_ten_times_at_once_is_one_certificate(app, db, person):
    pass_row(person)
    one = db.session.scalars(select(CoursePass.id)).one()
    event = CoursePassed(pass_id=one, person_id=person, course_key="my-gov-uz")
    db.session.rollback()

    def call():
        with app.app_context(), write_tx():
            issue_for_pass(event)

    at_once([call] * 10)
    assert len(all_certificates(db)) == 1


def test_ce01_a_pass_and_an_account_heard_at_once_are_one_certificate(app, db, person):
    pass_row(person)
    one = db.session.scalars(select(CoursePass.id)).one()
    db.session.rollback()
    events = [
        lambda: issue_for_pass(CoursePassed(pass_id=one, person_id=person, course_key="my-gov-uz")),
        lambda: issue_for_account(AccountOpened(person_id=person)),
        lambda: issue_for_account(PersonsJoined(person_id=person, visitor_id=person)),
    ]

    def call(hear):
        with app.app_context(), write_tx():
            hear()

    at_once([lambda hear=hear: call(hear) for hear in events * 3])
    assert len(all_certificates(db)) == 1


def test_ce01_the_database_itself_refuses_a_second_certificate(app, db, person, code):
    (first,) = all_certificates(db)
    copy = {column.name: getattr(first, column.name) for column in Certificate.__table__.columns}
    with pytest.raises(IntegrityError), write_tx():
        add(Certificate(**copy | {"id": "another", "code": "another", "pass_id": "another"}))


def test_a_second_pass_brings_no_second_certificate(app, db, person, code):
    certify(app, person, percent=100, is_printed=False)
    assert [one.percent for one in all_certificates(db)] == [90]


def test_a_pass_without_a_name_waits_for_one(app, db):
    with write_tx():
        visitor = add_person("uz").id
    with write_tx():
        record_pass(passing(visitor))
    assert all_certificates(db) == []
    named = {"name": NAME, "phone": None, "email": "a@example.uz", "region": "", "district": "", "language": "uz"}
    with write_tx():
        open_account(visitor, password_hash="none", **named)
    assert [one.name for one in all_certificates(db)] == [NAME]


def test_a_visitors_pass_brings_a_certificate_to_the_account_that_they_join(db, person):
    with write_tx():
        visitor = add_person("uz").id
    with write_tx():
        record_pass(passing(visitor))
    with write_tx():
        join_visitor(visitor, person)
    (one,) = all_certificates(db)
    assert (one.person_id, one.name) == (person, NAME)


def test_a_visitors_pass_that_is_heard_of_after_they_joined_brings_a_certificate_too(db, person):
    with write_tx():
        visitor = add_person("uz").id
    with write_tx():
        join_visitor(visitor, person)
    for _ in range(2):
        with write_tx():
            record_pass(passing(visitor))
    (one,) = all_certificates(db)
    assert (one.person_id, one.name) == (person, NAME)


def test_a_certificate_is_issued_even_if_the_web_process_died_before_it_heard(db, person):
    with write_tx() as session:
        record_pass(passing(person))
        session.info["after_commit"].clear()
    assert all_certificates(db) == []
    run_next()
    assert len(all_certificates(db)) == 1


def test_a_course_that_gives_no_certificate_gives_none(db, person, bookcase):
    bookcase.change_course(certificate=None)
    with write_tx():
        record_pass(passing(person))
    assert all_certificates(db) == []


def test_ce09_a_later_rename_or_edit_changes_nothing_on_it(app, db, person, code, bookcase):
    before = get_certificate(code)
    with write_tx():
        rename(person, "Boshqa Ism")
    course = bookcase.current().courses[0]
    texts = {tag: replace(text, title="Yangi nom") for tag, text in course.texts.items()}
    bookcase.change_course(texts=texts, minutes=5, competences=())
    assert get_certificate(code) == before
    bookcase.unpublish()
    assert get_certificate(code) == before


def test_the_file_that_was_kept_first_stays(app, db, code):
    found = get_certificate(code)
    before = rows(app)
    with write_tx():
        keep_document(found.id, "f" * 64)
    assert get_certificate(code).pdf_digest == found.pdf_digest
    assert rows(app) == before
    with write_tx():
        add(PrintedCertificate(node_id="village", certificate_id=found.id, digest="f" * 64, printed_at=house.now()))
    assert get_certificate(code).pdf_digest == found.pdf_digest
    assert len(list_of_person(found.person_id)) == 1


def test_a_certificate_is_revoked_once_and_the_first_reason_stays(db, code):
    with write_tx():
        assert revoke_certificate(code.lower(), "xato berilgan")
    with write_tx():
        assert not revoke_certificate(code, "boshqa sabab")
    assert get_certificate(code).reason == "xato berilgan"
    assert len(db.session.scalars(select(Revocation)).all()) == 1


def test_ten_revocations_at_once_are_one(app, db, code):
    def call():
        with app.app_context(), write_tx():
            return revoke_certificate(code, "xato")

    assert sorted(at_once([call] * 10)) == [False] * 9 + [True]


def test_what_was_never_issued_cannot_be_revoked(app, db):
    before = rows(app)
    for typed in ("7K3M-9QPT-X2VB-R8DN-C", "", "\0", "x" * 5000):
        with pytest.raises(UnknownCodeError), write_tx():
            revoke_certificate(typed, "xato")
    assert rows(app) == before


def test_the_owner_hides_and_shows_and_what_was_said_last_counts(db, person, code, clock):
    for is_hidden in (True, True, False, True):
        clock.shift(minutes=1)
        with write_tx():
            hide_certificate(person, code, is_hidden=is_hidden)
        assert get_certificate(code).is_hidden is is_hidden
    assert len(db.session.scalars(select(Veiling)).all()) == 3


def test_nobody_else_hides_it(app, db, code):
    stranger = person_named("Karimova Nodira")
    before = rows(app)
    with pytest.raises(UnknownCodeError), write_tx():
        hide_certificate(stranger, code, is_hidden=True)
    assert rows(app) == before
    assert not is_owner(get_certificate(code), stranger)
    assert not is_owner(get_certificate(code), None)


def test_ce06_codes_tell_nothing_of_each_other(app, db):
    found = [certify(app, person_named(f"{NAME} {letter}"), is_printed=False) for letter in "abcdef"]
    assert len({code[:4] for code in found}) > 3
    assert found == codes(app)
