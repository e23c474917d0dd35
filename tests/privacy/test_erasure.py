"""AD18: a person has all of their data, and nobody else's; once erased, nothing leads to them."""

import json

import pytest

from app.accounts.models.people import Person
from app.accounts.queries.people import list_ids
from app.courses.models import Completion, Enrolment
from app.infra import audit
from app.infra.database import db as database
from app.infra.database import empty_log, write_tx
from app.infra.erasures import get_erasures
from app.infra.storage import get_storage
from app.kernel.locale import UZ
from app.privacy.documents.archive import make_archive
from app.privacy.queries import find_wish, gather_person
from app.privacy.service import ask_export, erase, reapply_erasures, wish_erasure
from app.progress.models import CoursePass
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from tests.privacy.conftest import TELLING, nights
from tests.support.certified import certify, person_named
from tests.support.counting import rows
from tests.support.person import holdings

EXCUSED_FROM_EXPORT = {
    ("infra_job", "payload"): "work that the site does by itself: copies of what stands in the other tables",
    ("accounts_role_grant", "granted_by"): "a deed to somebody else; the audit log tells it",
    ("certificates_revocation", "revoked_by"): "as above",
    ("infra_audit", "facts"): "entries are told by subject and actor",
}
EXCUSED_FROM_ERASURE = {"infra_audit": "ids and reasons only: a chain that nobody may break, and it names nobody"}


def files_of(settings):
    """Everything in the folder of the installation, but the list of erasures, and the backups, which age out."""
    kept = settings.data_dir.rglob("*")
    return [path for path in kept if path.is_file() and not {"erasures", "backups"} & set(path.parts)]


def telling_files(settings, words):
    return [str(path) for path in files_of(settings) for word in words if word.encode() in path.read_bytes()]


def test_ad18_the_archive_has_every_row_that_carries_an_id_of_the_person(app, db, lived):
    assert len(lived.ids) == 2, "an account, and a visitor who was joined"
    told = json.dumps(gather_person(lived.person_id))
    tables = set()
    for table, column, row in holdings(lived.ids):
        tables.add(table)
        if (table, column) not in EXCUSED_FROM_EXPORT:
            assert row["id"] in told, f"{table}.{column} is not exported: {row}"
    lacking = {"accounts_joining", "accounts_parent_consent", "accounts_session", "infra_letter"} - tables
    assert not lacking, "the person has not lived enough for this test"


def test_ad18_the_archive_has_what_belongs_to_those_rows(lived, db):
    gathered = gather_person(lived.person_id)
    assert all(gathered[table] for table in ("quizzes_answer", "certificates_document", "certificates_veiling"))
    answer = gathered["quizzes_answer"][-1]
    assert answer["question"]
    assert answer["answer"]


def test_ad18_the_archive_has_nothing_of_anybody_else(app, db, lived):
    other = person_named("Sarvigul Qoʻzijonova", phone="+998900000077")
    certify(app, other)
    data = make_archive(lived.person_id, UZ)
    told = json.dumps(gather_person(lived.person_id))
    for word in (other, "Sarvigul", "900000077"):
        assert word not in told
        assert word.encode() not in data


def test_nothing_that_opens_something_is_exported(db, lived):
    told = json.dumps(gather_person(lived.person_id))
    assert "argon2" not in told
    assert not [word for word in ("password_hash", "token_hash", "file_token") if word in told]


@pytest.fixture
def erased(app, lived):
    """The same person, two weeks and a night after they wished it."""
    with app.app_context(), write_tx():
        ask_export(lived.person_id, UZ)
        wish_erasure(lived.person_id)
    app.test_cli_runner().invoke(args=["jobs", "work", "--once"])
    return lived


def test_ad18_after_two_weeks_no_table_holds_an_id_or_a_word_of_the_person(app, db, morning, erased):
    nights(app, morning, 13)
    assert find_wish(erased.person_id), "one day is left"
    nights(app, morning, 2)
    left = {(table, column) for table, column, _row in holdings(erased.ids) if table not in EXCUSED_FROM_ERASURE}
    assert not left
    assert not [(table, column) for table, column, _row in holdings(TELLING)]


def test_ad18_no_file_holds_a_word_of_the_person(app, db, settings, morning, erased, capfd):
    empty_log()
    before = telling_files(settings, TELLING[:1])
    nights(app, morning, 15)
    if database.engine.dialect.name == "sqlite":
        assert before, "the database file held the name"
    assert telling_files(settings, TELLING) == []
    assert not list((settings.data_dir / "exports").iterdir())
    heard = capfd.readouterr()
    assert not [word for word in TELLING if word in heard.out + heard.err]


def test_what_was_learned_stays_as_it_was_without_the_person(app, db, morning, erased):
    facts = (Enrolment, Completion, Attempt, Answer, SubmittedAttempt, CoursePass)
    tables = [fact.__tablename__ for fact in facts]
    before = {table: rows(app)[table] for table in tables}
    assert all(before.values())
    nights(app, morning, 15)
    assert {table: rows(app)[table] for table in tables} == before
    passed = database.session.query(CoursePass).one()
    tombstone = database.session.get(Person, passed.person_id)
    assert tombstone.canonical_id == tombstone.id
    assert len(list_ids(tombstone.id)) == 2, "one learner in statistics, as before"
    assert passed.percent == 100


def test_a_tombstone_does_not_say_when_it_was_made(db, lived):
    with write_tx():
        erase(lived.person_id)
    passed = database.session.query(CoursePass).one()
    assert passed.person_id.startswith("00000000-0000-7")


def test_the_audit_log_names_nobody_and_stays_whole(app, db, morning, erased):
    nights(app, morning, 15)
    assert audit.verify().faults == ()
    entries = audit.list_entries(limit=100)
    assert "privacy.erased" in {entry.action for entry in entries}
    assert not [entry for entry in entries if any(word in json.dumps(entry.facts) for word in TELLING)]


def test_ce09_the_certificate_of_an_erased_person_holds_without_the_name(app, db, reader, morning, erased):
    digest = database.session.execute(database.text("SELECT digest FROM certificates_document")).scalar_one()
    assert get_storage().get(digest)
    nights(app, morning, 15)
    page = reader.get(f"/c/{erased.code}")
    assert "haqiqiy" in page.h1
    assert "ism egasining xohishi bilan oʻchirilgan" in page.main
    assert "Zulhumor" not in page.html
    assert "PDF" not in page.main
    reader.get(f"/c/{erased.code}.pdf", status=410)
    kept = database.session.execute(database.text("SELECT digest FROM certificates_document")).scalar_one()
    assert kept == digest, "which file it was is still known"


def test_ad09_a_restored_backup_is_held_against_the_list(app, db, lived):
    """Whoever is on the list and in the database was brought back by a backup from before."""
    get_erasures().note(lived.ids)
    answer = app.test_cli_runner().invoke(args=["privacy", "erasures", "apply"])
    assert answer.output == "Erased again: 2\n"
    database.session.rollback()
    assert not [row for table, _column, row in holdings(lived.ids) if table not in EXCUSED_FROM_ERASURE]
    assert app.test_cli_runner().invoke(args=["privacy", "erasures", "apply"]).output == "Erased again: 0\n"
    listed = app.test_cli_runner().invoke(args=["privacy", "erasures", "list"]).output
    assert " ".join(sorted(lived.ids)) in listed


def test_a_file_that_an_older_backup_brings_back_is_taken_away_again(app, db, lived):
    digest = database.session.execute(database.text("SELECT digest FROM certificates_document")).scalar_one()
    data = get_storage().get(digest)
    with write_tx():
        erase(lived.person_id)
    assert get_storage().put(data) == digest
    with write_tx():
        assert reapply_erasures() == 0
    assert not (app.extensions["storage"]._path(digest)).exists()
