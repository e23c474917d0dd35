"""A site of its own as people run it: `tools/serve` with two worker processes, a database, and processes to kill."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine

from tests.support.portal import portal_course

HOUSE = Path(__file__).parents[2]
START_SECONDS = 90
WORKERS = 2


class Served:
    """A running site: where it answers, what its database holds, which processes are it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, engine: Engine) -> None:
        self._process = process
        self.port = port
        self.engine = engine

    @property
    def workers(self) -> list[int]:
        """The processes that answer, youngest last: children of the server that the script has started."""
        servers = [pid for pid in children_of(self._process.pid) if "granian" in command_of(pid)]
        return sorted(child for server in servers for child in children_of(server) if is_worker(child))

    def wait_for_workers(self) -> list[int]:
        """The workers, once all of them are there again."""
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            found = self.workers
            if len(found) >= WORKERS:
                return found
            time.sleep(0.05)
        raise TimeoutError("the workers do not come back")

    def kill_worker(self, place: int) -> None:
        """End a worker where it stands, without a word (kill -9)."""
        workers = self.wait_for_workers()
        os.kill(workers[place % len(workers)], signal.SIGKILL)

    def rows(self, query: str, **values: object) -> list[tuple[object, ...]]:
        """What the database holds."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sqlalchemy.text(query), values)]


@contextmanager
def serving_people(folder: Path, *, content: Path | None = None, **env: str) -> Iterator[Served]:
    """The site, its data in this folder, for as long as the block lasts."""
    port = free_port()
    url = env.get("DATABASE_URL") or own_database(folder)
    own = {"DATA_DIR": str(folder / "data"), "DATABASE_URL": url, "PORT": str(port), "PUBLIC_URL": ""}
    given = (
        own
        | {"CONTENT_ROOT": str(content or portal_course(folder)), "WEB_WORKERS": str(WORKERS), "WORKER": "none"}
        | env
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own script
            [str(HOUSE / "tools/serve")], cwd=HOUSE, env={**os.environ, **given}, stdout=log, stderr=log
        )
        engine = sqlalchemy.create_engine(url)
        try:
            wait_until_up(process, port)
            yield Served(process, port, engine)
        finally:
            engine.dispose()
            process.terminate()
            process.wait(timeout=30)


def own_database(folder: Path) -> str:
    """A database of this site alone, empty: a file, or one beside the PostgreSQL in DATABASE_URL."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgresql"):
        return f"sqlite:///{folder / 'storm.db'}"
    name = f"storm_{os.getpid()}_{free_port()}"
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return sqlalchemy.make_url(server).set(database=name).render_as_string(hide_password=False)


def wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    """Return once the site says that it can serve."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the site ended with {process.returncode} before it answered")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(64).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def children_of(parent: int) -> list[int]:
    """Processes that this one has started, as /proc tells."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(state[1]) == parent and state[0] != "Z":
                found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def is_worker(pid: int) -> bool:
    """Whether a child of the server answers requests: Python starts one more, which counts what is left behind."""
    command = command_of(pid)
    return bool(command) and "resource_tracker" not in command
