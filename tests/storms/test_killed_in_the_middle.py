"""A worker is killed without a word while people write: what was acknowledged stands, once, and the site comes back."""

import http.client
import random
import threading
import time

from tests.storms.people import Writer
from tests.support.crowd import Somebody

CLIENTS = 8
KILLS = 20
SEED = 20261125


class Writing:
    """People who write one answer after the other, each sent again until it is acknowledged."""

    def __init__(self, served):
        self.served = served
        self.writers = [Writer(Somebody(served.port)) for _ in range(CLIENTS)]
        for writer in self.writers:
            writer.begin()
        self.stop = threading.Event()
        self.faults = []
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(CLIENTS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    @property
    def acknowledged(self):
        return sum(len(writer.acknowledged) for writer in self.writers)

    def write(self, number):
        writer, count = self.writers[number], 0
        while not self.stop.is_set():
            try:
                status = writer.write(f"{number} {count}")
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if status != 303:
                self.faults.append(status)
            count += 1

    def wait_for(self, more):
        """Until so many more answers are acknowledged."""
        wanted, give_up = self.acknowledged + more, time.monotonic() + 60
        while self.acknowledged < wanted:
            assert time.monotonic() < give_up, "the site does not come back"
            time.sleep(0.01)


def storm(served, kills, seed=SEED):
    """Kill workers at seeded points; the people, afterwards."""
    dice = random.Random(seed)
    with Writing(served) as writing:
        for _ in range(kills):
            writing.wait_for(dice.randint(20, 120))
            served.kill_worker(dice.randint(0, 1))
        served.wait_for_workers()
        writing.wait_for(50)
    return writing


def lost_and_doubled(served, writing):
    """Answers that were acknowledged and are not there, or are there twice."""
    wrong = []
    for writer in writing.writers:
        attempt = writer.attempt.rstrip("/").rsplit("/", 1)[1]
        rows = served.rows("SELECT response FROM quizzes_answer WHERE attempt_id = :id ORDER BY revision", id=attempt)
        kept = [str(response) for (response,) in rows]
        for text in writer.acknowledged:
            found = sum(f"'{text}'" in said or f'"{text}"' in said for said in kept)
            if found != 1:
                wrong.append((text, found))
    return wrong


def test_ad10_qz13_twenty_kills_lose_nothing_and_double_nothing(served):
    writing = storm(served, KILLS)
    assert writing.faults == []
    assert writing.acknowledged > KILLS * 20
    assert lost_and_doubled(served, writing) == []
    if served.engine.dialect.name == "sqlite":
        assert served.rows("PRAGMA integrity_check") == [("ok",)]
