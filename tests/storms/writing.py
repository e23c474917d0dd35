"""People who write without a pause while something breaks, and what became of their answers."""

import http.client
import threading
import time
from collections import Counter

from tests.storms.people import Writer
from tests.support.crowd import Somebody

CLIENTS = 8
PATIENCE = 60
"""Seconds in which the site must come back."""


class Writing:
    """People who write one answer after the other; what is refused is not sent again, what breaks off is."""

    def __init__(self, served):
        self.served = served
        self.writers = [Writer(Somebody(served.port)) for _ in range(CLIENTS)]
        for writer in self.writers:
            writer.begin()
        self.stop = threading.Event()
        self.refused = Counter()
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
                self.refused[status] += 1
                time.sleep(0.05)
            count += 1

    def wait_for(self, more):
        """Until so many more answers are acknowledged."""
        wanted, give_up = self.acknowledged + more, time.monotonic() + PATIENCE
        while self.acknowledged < wanted:
            assert time.monotonic() < give_up, f"the site does not come back: {self.refused}"
            time.sleep(0.01)


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
