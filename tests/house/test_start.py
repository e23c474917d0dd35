"""Starting asks nothing of the database, so that a process starts fast, and beside a database that is sick."""

from dataclasses import replace

from app.factory import create_app
from config import Settings


def settings(folder):
    return replace(Settings.from_env({"DATA_DIR": str(folder)}), is_testing=True)


def test_the_site_starts_without_touching_its_database(tmp_path):
    create_app(settings(tmp_path))
    assert not list(tmp_path.rglob("*.db*"))


def test_the_site_starts_beside_a_database_that_is_away(tmp_path):
    away = replace(settings(tmp_path), database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert create_app(away).config["TRUSTED_HOSTS"]
