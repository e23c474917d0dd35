"""A worker is killed without a word while people write: what was acknowledged stands, once, and the site comes back."""

import random

from tests.storms.writing import Writing, lost_and_doubled

KILLS = 10
SEED = 20261125


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


def test_ad10_qz13_ten_kills_lose_nothing_and_double_nothing(served):
    writing = storm(served, KILLS)
    assert not writing.refused
    assert writing.acknowledged > KILLS * 20
    assert lost_and_doubled(served, writing) == []
    if served.engine.dialect.name == "sqlite":
        assert served.rows("PRAGMA integrity_check") == [("ok",)]
