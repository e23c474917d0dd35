"""A child for the sandbox's tests: does what the request says, good or bad."""

import itertools
import os
import signal
import socket
import sys
import tempfile
import time

from app.kernel.sandbox import serve


def say_pid(_: bytes) -> bytes:
    return str(os.getpid()).encode()


def sleep(_: bytes) -> bytes:
    time.sleep(60)
    return b""


def spin(_: bytes) -> bytes:
    for _ in itertools.count():
        pass
    return b""


def burn(milliseconds: bytes) -> bytes:
    end = time.process_time() + int(milliseconds) / 1000
    while time.process_time() < end:
        pass
    return b""


def eat(_: bytes) -> bytes:
    return bytes(len(bytearray(4 << 30)))


def fail(words: bytes) -> bytes:
    raise ValueError(words.decode())


def chatter(_: bytes) -> bytes:
    print("noise" * 1000)  # noqa: T201 - the noise is the test
    print("noise" * 1000, file=sys.stderr)  # noqa: T201 - as above
    return sys.stdin.read().encode()


def die(_: bytes) -> bytes:
    print("last words", flush=True)  # noqa: T201 - as above
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def connect(port: bytes) -> bytes:
    socket.create_connection(("127.0.0.1", int(port)), timeout=5).close()
    return b""


def list_environment(_: bytes) -> bytes:
    return " ".join(sorted(os.environ)).encode()


def litter(_: bytes) -> bytes:
    return tempfile.mkdtemp().encode()


DEEDS = {
    b"litter": litter,
    b"echo": bytes,
    b"pid": say_pid,
    b"sleep": sleep,
    b"spin": spin,
    b"burn": burn,
    b"eat": eat,
    b"raise": fail,
    b"print": chatter,
    b"die": die,
    b"connect": connect,
    b"environment": list_environment,
}


def answer(request: bytes) -> bytes:
    word, _, rest = request.partition(b" ")
    return DEEDS[word](rest)


if __name__ == "__main__":
    serve(answer)
