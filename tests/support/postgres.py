"""A PostgreSQL of one test alone, which may be restarted under the site: `tools/postgres` makes it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

from app.infra.backups.databases import find_program
from tests.support.serving import HOUSE

TELL = 'echo "$DATABASE_URL"; exec cat'
AS_OWNER = ("runuser", "--user", "postgres", "--")
"""PostgreSQL refuses to run as root."""


@contextmanager
def own_postgres() -> Iterator[str]:
    """The address of a database on a server that nobody else uses.

    What it acknowledges is on the disk, as it would be anywhere but in tests; the disk itself is not waited for.
    """
    command = [str(HOUSE / "tools/postgres"), "sh", "-c", TELL]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own script
        assert process.stdin is not None
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        _run(url, "ALTER ROLE savodxon SET synchronous_commit = on")
        yield url
        process.stdin.close()


def restart(url: str, *, mode: str) -> None:
    """Stop the server and start it again; it is up on return. `fast` ends what runs, `immediate` is a crash."""
    folder = Path(_run(url, "SHOW data_directory"))
    command = [find_program("pg_ctl"), "restart", "--pgdata", str(folder), "--mode", mode, "--wait", "--silent"]
    log = ["--log", str(folder.parent / "log")]
    owner = AS_OWNER if os.getuid() == 0 else ()
    subprocess.run([*owner, *command, *log], cwd="/", check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - found by find_program


def _run(url: str, statement: str) -> str:
    engine = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        answer = connection.exec_driver_sql(statement)
        return str(answer.scalar()) if answer.returns_rows else ""
