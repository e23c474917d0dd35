"""Passwords are hashed so that nobody guesses them, and that a whole class may sign in at once."""

import subprocess
import sys

import pytest

from app.infra.passwords import AT_ONCE, hash_password, is_password
from tests.support.serving import HOUSE

ONE_HASH = 19
"""Mebibytes."""
SIXTY_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from app.infra.passwords import hash_password, is_password

def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024

def sign_in(_number):
    together.wait()
    return is_password("choynak va piyola", kept)

kept, together, before = hash_password("choynak va piyola"), Barrier(60), most()
with ThreadPoolExecutor(60) as people:
    assert all(people.map(sign_in, range(60)))
print(most() - before)
"""


@pytest.mark.parametrize("password", ["choynak va piyola", " жуда махфий ", "k" * 200, "\ud800 odd"])
def test_a_password_is_known_again_and_no_other_is(password):
    kept = hash_password(password)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_password(password, kept)
    assert not is_password(password.strip() + "x", kept)
    assert not is_password(password, None)


def test_au27_sixty_who_sign_in_at_once_take_the_memory_of_a_few():
    """In a process of its own, since only the most that it ever held can be asked for. Sixty hashes are 1,140 MiB."""
    code = [sys.executable, "-c", SIXTY_AT_ONCE]
    grown = int(subprocess.run(code, cwd=HOUSE, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - the text above
    assert grown < ONE_HASH * AT_ONCE + 40, "besides the hashes, sixty threads"


@pytest.mark.parametrize("cut", [1, 20, 40])
def test_a_damaged_hash_lets_nobody_in_and_breaks_nothing(cut):
    assert not is_password("choynak va piyola", hash_password("choynak va piyola")[:-cut])
