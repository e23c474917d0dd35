"""Data that is there is copied before it is changed."""

import pytest
import sqlalchemy
from flask_migrate import downgrade, upgrade

from app.factory import create_app
from app.infra import audit
from app.infra.backups.manifest import list_backups
from app.infra.database import db as database
from app.infra.database import write_tx


@pytest.fixture
def site(empty):
    """A site on a new machine, with its tables and nothing in them."""
    empty.data_dir.mkdir()
    address = sqlalchemy.make_url(empty.database_url)
    if address.drivername.startswith("postgresql"):
        engine = sqlalchemy.create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{address.database}"')
        engine.dispose()
    app = create_app(empty)
    with app.app_context():
        upgrade()
        yield app
        database.session.remove()
        database.engine.dispose()


def test_an_empty_database_is_not_copied(site, empty):
    downgrade()
    upgrade()
    assert list_backups(empty.backups) == []


def test_a_database_with_rows_is_copied_before_it_is_changed(site, empty):
    with write_tx():
        audit.record("tests.done", actor_id=None)
    downgrade(revision="0002_audit_and_letters")
    upgrade()
    backup = list_backups(empty.backups)[0]
    assert backup.manifest.schema == "0002_audit_and_letters"
    assert backup.manifest.rows["infra_audit"] == 1
    upgrade()
    assert len(list_backups(empty.backups)) == 1, "nothing was to be changed"


def test_a_migration_that_fails_says_how_to_go_back(site, empty, capsys):
    with write_tx():
        audit.record("tests.done", actor_id=None)
    downgrade(revision="0002_audit_and_letters")
    with write_tx() as session:
        session.execute(sqlalchemy.text("ALTER TABLE accounts_session ADD COLUMN way VARCHAR(20)"))
    with pytest.raises(sqlalchemy.exc.DBAPIError):
        upgrade()
    assert f"backup restore {list_backups(empty.backups)[0].path} --yes" in capsys.readouterr().err
