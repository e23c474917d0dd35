"""Two hundred workers killed while people write: how many acknowledged answers are lost or doubled (none may be)."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, at_most
from tests.storms.people import small_content
from tests.storms.test_killed_in_the_middle import storm
from tests.storms.writing import lost_and_doubled
from tests.support.serving import serving_people

KILLS = 200


def measure(folder: Path) -> Iterator[Figure]:
    """On a site of its own; the seed is another one than the test's."""
    home = folder / "kills"
    home.mkdir()
    with serving_people(home, content=small_content(home / "content")) as site:
        writing = storm(site, KILLS, seed=200)
        wrong = lost_and_doubled(site, writing)
    refused = writing.refused.total()
    note = f"{writing.acknowledged} acknowledged, {KILLS} kills, {refused} faults"
    yield at_most("kills_lost_or_doubled", len(wrong) + refused, "answers", 0, note=note)
