"""Installations of their own, beside the one of all tests: what is backed up, and where it comes back."""

from dataclasses import replace

import pyrage
import pytest
import sqlalchemy

from app.factory import create_app
from app.infra.database import db as database


@pytest.fixture
def full(settings, app, tmp_path):
    """The settings of the tests' own site, with a place for backups. Its database is what a test has put into it."""
    return replace(settings, backup_dir=tmp_path / "backups")


@pytest.fixture
def empty(settings, tmp_path):
    """The settings of an installation on a new machine, with the same place for backups."""
    data_dir = tmp_path / "new"
    url = f"sqlite:///{data_dir / 'savodxon.db'}"
    if not settings.database_url.startswith("sqlite"):
        address = sqlalchemy.make_url(settings.database_url)
        url = address.set(database=f"{address.database}_new").render_as_string(hide_password=False)
    yield replace(
        settings,
        data_dir=data_dir,
        database_url=url,
        backup_dir=tmp_path / "backups",
        node_id="a" * 12,
        is_node_set=False,
    )
    if url.startswith("postgresql"):
        drop_all(settings.database_url, f"{sqlalchemy.make_url(url).database}%")


def drop_all(server, pattern):
    """Take the databases of a test away again."""
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        names = connection.execute(
            sqlalchemy.text("SELECT datname FROM pg_database WHERE datname LIKE :pattern"), {"pattern": pattern}
        )
        for (name,) in names.all():
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    engine.dispose()


@pytest.fixture
def opened():
    """A function that starts a site of these settings, and lets go of its database in the end."""
    sites = []

    def start(settings):
        node = (settings.data_dir / "node-id").read_text()
        sites.append(create_app(replace(settings, node_id=node, audit_key=audit_key(settings), is_testing=True)))
        return sites[-1]

    yield start
    for site in sites:
        with site.app_context():
            database.session.remove()
            database.engine.dispose()


def audit_key(settings):
    return (settings.data_dir / "keys" / "audit-key").read_text().strip()


@pytest.fixture
def holder(tmp_path):
    """Somebody who holds the private key: the public one, and the file."""
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path / "holder.txt"
    path.write_text(f"# created: today\n{identity}\n")
    return str(identity.to_public()), path
