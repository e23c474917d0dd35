"""A long-lived child process for work that hostile input could make endless: bounded in time, memory and reach.

One rule: whatever the child does, `ask` comes back in time and the next `ask` works. The child sets its own limits
before it imports the module that works, so nothing heavy runs unbounded. It has no network where the kernel lets it
give the network up, and it never outlives its parent for long: idle, it reads the end of its pipe; busy, its alarm
and its processor limit are already set. (A parent-death signal would be wrong here: Linux sends it when the *thread*
that started the child ends, and web servers end idle threads.)
"""

import contextlib
import ctypes
import math
import os
import resource
import runpy
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Self

Answer = Callable[[bytes], bytes]

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TZ": "UTC"}
BOOTSTRAP = "from app.kernel.sandbox import enter; enter()"
START_SECONDS = 60
REQUESTS_PER_CHILD = 500
"""A child is replaced after so many answers, so that what its libraries leak never reaches the memory limit."""
LOG_BYTES = 1 << 20
OPEN_FILES = 128
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS = 38

_REQUEST = struct.Struct("!Id")
_REPLY = struct.Struct("!BI")
_DONE, _RAISED, _DYING = 0, 1, 2


class ChildFailed(Exception):  # noqa: N818 - errors here are facts with names
    """The child crashed, ran out of memory or processor time, or its work raised; the text says which."""


class ChildTimedOut(ChildFailed):
    """The child did not answer in the seconds it was given and has been killed."""


class Child:
    """A process that runs `module` and answers one request at a time; started by the first `ask`.

    `memory_mb` bounds its address space, `cpu_seconds` the processor time of each request. `isolate` asks the
    kernel to take the network away; `is_isolated` says whether it did. `environment` is all that the child sees
    beside ENVIRONMENT. It is replaced after so many `requests`. Threads may share a child: they queue.
    """

    def __init__(
        self,
        module: str,
        *,
        memory_mb: int,
        cpu_seconds: int,
        isolate: bool = True,
        environment: Mapping[str, str] | None = None,
        requests: int = REQUESTS_PER_CHILD,
    ) -> None:
        self.is_isolated = False
        self._requests = requests
        self._environment = {**ENVIRONMENT, **(environment or {})}
        self._arguments = (module, str(memory_mb), str(cpu_seconds), str(int(isolate)))
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._log = Path(os.devnull)
        self._answered = 0
        self._end: Callable[[], object] = lambda: None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: bytes, *, seconds: float) -> bytes:
        """The child's answer; ChildTimedOut after `seconds` (the start of a fresh child not counted) or ChildFailed."""
        with self._lock:
            process = self._running()
            status, body = self._converse(process, _REQUEST.pack(len(request), seconds) + request, seconds=seconds)
            self._answered += 1
            if status == _DYING:
                self._stop()
        if status != _DONE:
            raise ChildFailed(body.decode(errors="replace"))
        return body

    def close(self) -> None:
        """End the child and wait for it; a later `ask` starts another."""
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and process.poll() is None and self._answered < self._requests:
            return process
        self._stop()
        return self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        folder = tempfile.TemporaryDirectory(prefix="child-")
        log = Path(folder.name, "log")
        with log.open("wb") as stderr:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
                [sys.executable, "-c", BOOTSTRAP, *self._arguments],
                cwd=ROOT,
                env={**self._environment, "TMPDIR": folder.name},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        self._process, self._log, self._answered = process, log, 0
        self._end = weakref.finalize(self, _end, process, folder)
        _, flag = self._converse(process, b"", seconds=START_SECONDS)
        self.is_isolated = flag == b"1"
        return process

    def _converse(self, process: subprocess.Popen[bytes], request: bytes, *, seconds: float) -> tuple[int, bytes]:
        """Write a frame and read one; a child that breaks off is ended here, so that none lingers half-heard."""
        timed_out = threading.Event()
        try:
            with _killed_after(process, seconds, timed_out):
                return _exchange(process, request)
        except (OSError, EOFError):
            why = self._epitaph(process)
            self._stop()
            if timed_out.is_set():
                raise ChildTimedOut(f"no answer in {seconds:g} s") from None
            raise ChildFailed(why) from None
        except BaseException:
            self._stop()
            raise

    def _epitaph(self, process: subprocess.Popen[bytes]) -> str:
        process.kill()
        code = process.wait()
        tail = self._log.read_bytes()[-500:].decode(errors="replace").strip()
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        return f"the child ended ({how}) {tail}".strip()

    def _stop(self) -> None:
        self._end()
        self._process = None


def _end(process: subprocess.Popen[bytes], folder: "tempfile.TemporaryDirectory[str]") -> None:
    """End a child with all that it leaves: its pipes, its log and its temporary files, which share a folder."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    folder.cleanup()


@contextlib.contextmanager
def _killed_after(process: subprocess.Popen[bytes], seconds: float, timed_out: threading.Event) -> Iterator[None]:
    """Kill the process when the block takes longer: its pipes then break and the block ends."""

    def expire() -> None:
        timed_out.set()
        process.kill()

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> tuple[int, bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(request)
    process.stdin.flush()
    status, length = _REPLY.unpack(_read(process.stdout, _REPLY.size))
    return status, _read(process.stdout, length)


def _read(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


# What follows runs in the child.


class _Line:
    """The child's two pipes and its budget, set by `enter` before the module is imported."""

    requests: IO[bytes]
    replies: IO[bytes]
    cpu_seconds: int
    is_isolated: bool


def enter() -> None:
    """The child's first step: limit itself, give up the network, then run the module named on the command line."""
    module, memory_mb, cpu_seconds, isolate = sys.argv[1:5]
    _Line.requests, _Line.replies = _take_pipes()
    _Line.cpu_seconds = int(cpu_seconds)
    _limit(memory_mb=int(memory_mb))
    _Line.is_isolated = isolate == "1" and _leave_network()
    sys.argv[:] = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def serve(answer: Answer) -> None:
    """Answer requests until the parent closes the pipe; what `answer` raises travels back as text.

    Out of memory (which the interpreter may also report as SystemError) ends the child: what it was holding is not
    to be trusted afterwards.
    """
    _reply(_DONE, b"1" if _Line.is_isolated else b"0")
    while head := _Line.requests.read(_REQUEST.size):
        length, seconds = _REQUEST.unpack(head)
        request = _read(_Line.requests, length)
        _grant(seconds)
        try:
            reply = answer(request)
        except (MemoryError, SystemError) as error:
            _reply(_DYING, f"{type(error).__name__}: probably over the memory limit".encode())
            return
        except Exception as error:  # noqa: BLE001 - every failure is the parent's to judge
            _reply(_RAISED, f"{type(error).__name__}: {error}".encode(errors="replace"))
        else:
            _reply(_DONE, reply)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _reply(status: int, body: bytes) -> None:
    _Line.replies.write(_REPLY.pack(status, len(body)) + body)
    _Line.replies.flush()


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the two pipes to ourselves; what the module prints goes to the log, what it reads is nothing."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def _limit(*, memory_mb: int) -> None:
    memory = memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LOG_BYTES, LOG_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _grant(START_SECONDS, cpu_seconds=START_SECONDS)
    os.nice(5)
    ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _grant(seconds: float, *, cpu_seconds: int | None = None) -> None:
    """Move the processor limit on by one budget, and set the alarm that ends us if our parent no longer can."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    budget = cpu_seconds or _Line.cpu_seconds
    soft = math.ceil(used.ru_utime + used.ru_stime) + budget
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)


def _leave_network() -> bool:
    """Whether the kernel moved us to a network of our own with nothing in it (unprivileged where it allows that)."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (CLONE_NEWUSER | CLONE_NEWNET, CLONE_NEWNET))
