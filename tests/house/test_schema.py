"""The database as the migrations make it is the database that the models mean."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Integer

from app.infra.database import Table
from app.infra.database import db as database
from app.infra.fulltext import is_mapped
from app.infra.personal import Pii

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def models():
    return [mapper.class_ for mapper in Table.registry.mappers]


def versions():
    return sorted((MIGRATIONS / "versions").glob("*.py"))


def test_the_migrated_schema_is_what_the_models_say(app, db):
    """All but the full-text index, which each database keeps in tables of its own making (decision 10)."""
    opts = {"compare_type": True, "compare_server_default": True, "include_name": is_mapped}
    with app.app_context(), database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Table.metadata) == []


def test_migrations_are_numbered_without_a_gap_and_named_as_their_files():
    for number, file in enumerate(versions(), 1):
        assert file.name.startswith(f"{number:04}_"), file.name
        assert re.search(rf"^revision(?:: str)? = [\"']{file.stem}[\"']$", file.read_text(), re.MULTILINE), file.name


def test_the_head_is_written_down_so_that_two_branches_conflict():
    assert (MIGRATIONS / ".current-head").read_text().strip() == versions()[-1].stem


def test_every_table_says_which_personal_data_it_holds(app):
    """A declaration in the class itself: column, and why and how long; an empty one says that there are none."""
    assert models()
    for model in models():
        assert "__pii__" in vars(model), f"{model.__name__} does not say"
        assert set(model.__pii__) <= set(model.__table__.columns.keys()), f"{model.__name__} names an unknown column"
        assert all(isinstance(why, Pii) for why in model.__pii__.values()), f"{model.__name__} does not say why"


def test_a_column_that_holds_a_person_is_declared(app):
    telling = {"name", "phone", "email", "login", "password_hash", "region", "district", "birth_date", "address"}
    for model in models():
        undeclared = telling & set(model.__table__.columns.keys()) - set(model.__pii__)
        if any(key in model.__table__.columns for key in ("person_id", "phone", "email")):
            assert not undeclared, f"{model.__name__}: {undeclared}"


def test_an_id_is_made_where_the_row_is_born(app):
    for model in models():
        for column in model.__table__.primary_key:
            assert not isinstance(column.type, Integer), f"{model.__name__}.{column.name} is counted by the database"


@pytest.mark.parametrize("word", ["autoincrement", "sa.Identity", "SERIAL", "Sequence("])
def test_no_migration_lets_the_database_count(word):
    assert not [file.name for file in versions() if word in file.read_text()]
