"""The application, its database and its reader, for every test that asks. The schema comes from the migrations."""

import os
import shutil
from contextvars import Context
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy
from flask import has_app_context
from flask_migrate import upgrade

from app.factory import create_app
from app.infra.database import db as database
from app.kernel.clock import clock as house_clock
from app.seals.queries import FOLDER
from config import Settings
from tests.support.cleaning import empty_all_tables
from tests.support.portal import portal_course
from tests.support.reader import Reader
from tests.support.seals import with_keys

pytest_plugins = ["tests.support.kinds"]


def database_url(folder, worker):
    """A database of this test process alone: a SQLite file, or one made beside the PostgreSQL in DATABASE_URL."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgresql"):
        return f"sqlite:///{folder / 'savodxon.db'}"
    name = f"savodxon_{worker}"
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sqlalchemy.make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def settings(tmp_path_factory, worker_id):
    """An installation of its own, with the real course about the portal."""
    folder = tmp_path_factory.mktemp("site")
    plain = Settings.from_env(
        {
            "DATA_DIR": str(folder),
            "CONTENT_ROOT": str(portal_course(folder)),
            "NODE_ID": "testnode",
            "HELP_PHONE": "+998 71 200-00-00",
        }
    )
    return replace(plain, database_url=database_url(folder, worker_id), is_testing=True, public_url="http://localhost")


@pytest.fixture(scope="session")
def site(settings):
    """The application with its schema and with the real course about the portal published."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
    answer = app.test_cli_runner().invoke(args=["content", "publish"])
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        empty_all_tables()  # publishing has written since when the courses are there
    app.wsgi_app = apart(app.wsgi_app)
    return app


def apart(serve):
    """Requests in contexts of their own, as on a server: Flask would lend them the one of `db`, and its `g`."""

    def call(environ, start_response):
        if has_app_context():
            database.session.rollback()
        return Context().run(serve, environ, start_response)

    return call


@pytest.fixture
def app(site):
    """The application with an empty database."""
    yield site
    house_clock.reset()
    site.extensions["bell"].mute()
    settings = site.extensions["settings"]
    for folder in (settings.backups, settings.data_dir / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    with site.app_context():
        empty_all_tables()
        database.engine.dispose()


@pytest.fixture
def db(app):
    """The database session, inside the application."""
    with app.app_context():
        yield database


@pytest.fixture
def keys(app):
    """The keys that certificates are sealed with: without them none is printed."""
    with app.app_context():
        return with_keys(date(2026, 1, 1))


@pytest.fixture
def reader(app):
    """A person with a browser, reading Uzbek."""
    return Reader(app)


@pytest.fixture
def clock(app):
    """The clock of the house, to be set or shifted."""
    return house_clock
