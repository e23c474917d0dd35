import os
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.kernel import sandbox
from app.kernel.sandbox import Child, ChildFailed, ChildTimedOut

MODULE = "tests.kernel.unruly"


@pytest.fixture
def child():
    with Child(MODULE, memory_mb=512, cpu_seconds=2) as child:
        yield child


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_of(child):
    return int(child.ask(b"pid", seconds=10))


def test_one_child_answers_request_after_request(child):
    first = pid_of(child)
    assert child.ask(b"echo ", seconds=10) == b""
    big = os.urandom(3 << 20)
    assert child.ask(b"echo " + big, seconds=10) == big
    assert pid_of(child) == first


def test_a_child_out_of_time_is_killed_and_the_next_request_is_answered(child):
    slow = pid_of(child)
    with pytest.raises(ChildTimedOut, match=r"0\.2 s"):
        child.ask(b"sleep", seconds=0.2)
    assert not is_alive(slow)
    assert child.ask(b"echo again", seconds=10) == b"again"


def test_a_child_out_of_processor_time_is_ended_by_the_kernel(child):
    with pytest.raises(ChildFailed, match="SIGXCPU"):
        child.ask(b"spin", seconds=60)
    assert child.ask(b"echo again", seconds=10) == b"again"


def test_the_processor_budget_is_for_each_request(child, monkeypatch):
    monkeypatch.setattr(child, "_arguments", (MODULE, "512", "1", "1"))
    first = pid_of(child)
    for _ in range(6):
        child.ask(b"burn 500", seconds=30)
    assert pid_of(child) == first


def test_a_memory_bomb_fails_and_the_next_request_is_answered(child):
    with pytest.raises(ChildFailed, match="MemoryError"):
        child.ask(b"eat", seconds=10)
    assert child.ask(b"echo again", seconds=10) == b"again"


def test_what_the_work_raises_arrives_as_text_and_the_child_lives_on(child):
    first = pid_of(child)
    with pytest.raises(ChildFailed, match="ValueError: oʻlcham notoʻgʻri"):
        child.ask("raise oʻlcham notoʻgʻri".encode(), seconds=10)
    assert pid_of(child) == first


def test_a_crash_says_the_signal_and_the_last_words(child):
    with pytest.raises(ChildFailed, match=r"SIGSEGV.*last words"):
        child.ask(b"die", seconds=10)
    assert child.ask(b"echo again", seconds=10) == b"again"


def test_a_module_that_is_not_there_fails_with_its_name():
    with Child("app.nowhere", memory_mb=512, cpu_seconds=2) as child, pytest.raises(ChildFailed, match=r"app\.nowhere"):
        child.ask(b"", seconds=10)


def test_prints_do_not_reach_the_answers_and_there_is_nothing_to_read(child):
    assert child.ask(b"print", seconds=10) == b""
    assert child.ask(b"echo clean", seconds=10) == b"clean"


def test_the_environment_carries_no_secret(child):
    allowed = sorted([*sandbox.ENVIRONMENT, "TMPDIR"])
    assert child.ask(b"environment", seconds=10).decode().split() == allowed


def test_what_a_child_leaves_in_its_temporary_folder_is_removed_with_it(child):
    left = Path(child.ask(b"litter", seconds=10).decode())
    assert left.exists()
    child.close()
    assert not left.parent.exists()


def test_an_isolated_child_reaches_no_network(child):
    child.ask(b"echo", seconds=10)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if child.is_isolated:
            with pytest.raises(ChildFailed, match="unreachable"):
                child.ask(b"connect %d" % port, seconds=10)
        else:
            child.ask(b"connect %d" % port, seconds=10)


def test_a_child_may_be_left_its_network():
    with Child(MODULE, memory_mb=512, cpu_seconds=2, isolate=False) as child:
        with socket.create_server(("127.0.0.1", 0)) as server:
            child.ask(b"connect %d" % server.getsockname()[1], seconds=10)
        assert not child.is_isolated


def test_threads_share_a_child_and_get_their_own_answers(child):
    words = [f"echo {number}".encode() for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda word: child.ask(word, seconds=10), words))
    assert answers == [word.partition(b" ")[2] for word in words]


def test_a_child_outlives_the_thread_that_started_it(child):
    pids = []
    starter = threading.Thread(target=lambda: pids.append(pid_of(child)))
    starter.start()
    starter.join()
    assert pid_of(child) == pids[0]


def test_a_closed_child_leaves_no_process_and_no_zombie(child):
    pid = pid_of(child)
    child.close()
    assert not is_alive(pid)
    assert pid_of(child) != pid


def test_a_forgotten_child_is_ended():
    child = Child(MODULE, memory_mb=512, cpu_seconds=2)
    pid = pid_of(child)
    del child
    assert not is_alive(pid)


def test_a_child_is_replaced_after_its_share_of_requests(child, monkeypatch):
    monkeypatch.setattr(child, "_requests", 2)
    first = pid_of(child)
    assert pid_of(child) == first
    assert pid_of(child) != first


def test_a_busy_child_dies_by_its_own_alarm_when_its_parent_is_killed(tmp_path):
    story = f"""
import os, threading, time
from app.kernel.sandbox import Child
child = Child({MODULE!r}, memory_mb=512, cpu_seconds=5)
print(child.ask(b"pid", seconds=10).decode(), flush=True)
threading.Thread(target=lambda: child.ask(b"sleep", seconds=0.5)).start()
time.sleep(0.2)
os.kill(os.getpid(), 9)
"""
    place = {"cwd": sandbox.ROOT, "env": {"TMPDIR": str(tmp_path)}}
    run = subprocess.run([sys.executable, "-c", story], **place, capture_output=True, check=False)  # noqa: S603 - our own interpreter
    orphan = int(run.stdout)
    waited = threading.Event()
    for _ in range(100):
        if not is_alive(orphan) or "Z" in state_of(orphan):
            break
        waited.wait(0.1)
    assert not is_alive(orphan) or "Z" in state_of(orphan)


def state_of(pid):
    """The kernel's word for what a process does; an orphan may stay a zombie where nobody reaps."""
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - /proc
            return stat.read().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"
