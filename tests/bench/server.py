"""Servers under measurement, started as `make serve` starts them, and load from a second process on this machine."""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

GRANIAN = Path(sys.executable).with_name("granian")
SECONDS = 3
CONNECTIONS = 32
START_SECONDS = 60
HOUSE = Path(__file__).parents[2]


@contextmanager
def serving(target: str, env: Mapping[str, str], *, workers: int = 2, ready: str = "/", port: int = 0) -> Iterator[int]:
    """A server of this WSGI target on a free port, which is given, for as long as the block lasts."""
    port = port or free_port()
    options = f"--interface wsgi --port {port} --http 1 --no-ws --workers {workers} --blocking-threads 4"
    command = [str(GRANIAN), *options.split(), "--log-level", "error", "--workers-kill-timeout", "5", target]
    with subprocess.Popen(command, cwd=HOUSE, env={**os.environ, **env, "PORT": str(port)}) as process:  # noqa: S603 - our own server
        try:
            wait_until_up(port, ready)
            yield port
        finally:
            process.terminate()


def wait_until_up(port: int, path: str) -> None:
    """Return at the first answer that is not an error."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise TimeoutError(f"nothing answers on port {port}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers_a_second(port: int, path: str, *, headers: Mapping[str, str] | None = None, script: str = "") -> float:
    """Requests a second that wrk gets answered; RuntimeError when any answer is not 2xx or 3xx.

    `script` is Lua for wrk: what each request sends.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        sent = [word for name, value in (headers or {}).items() for word in ("-H", f"{name}: {value}")]
        told = ["-s", file.name] if script else []
        options = f"-t1 -c{CONNECTIONS} -d{SECONDS}s --timeout 15s"
        command = ["wrk", *options.split(), *sent, *told, f"http://127.0.0.1:{port}{path}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS + 60).stdout  # noqa: S603 - bounded, and only to this machine
    wrong = re.search(r"Non-2xx or 3xx responses: .*|Socket errors: (?!connect 0, read 0, write 0,).*", said)
    if wrong:
        raise RuntimeError(f"{path}: {wrong.group()}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found:
        raise RuntimeError(said)
    return float(found.group(1))
