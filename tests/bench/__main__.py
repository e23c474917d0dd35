"""`make bench`: every figure into build/bench.json, and a table for people. It measures and never fails a build."""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import compiling, kills, packs, printing, queries, rates, reading, starting, weights
from tests.bench.figures import Figure, table
from tests.bench.server import HOUSE
from tests.bench.site import Installation, install

RESULT = HOUSE / "build/bench.json"
Part = Callable[[Installation, Path], Iterator[Figure]]
PARTS: dict[str, Part] = {
    "weights": lambda site, _folder: weights.measure(site),
    "queries": lambda site, _folder: queries.measure(site),
    "reading": lambda site, folder: iter([reading.measure(site, folder)]),
    "rates": rates.measure,
    "compiling": lambda _site, folder: compiling.measure(folder),
    "printing": lambda _site, _folder: printing.measure(),
    "packs": lambda site, _folder: packs.measure(site),
    "kills": lambda _site, folder: kills.measure(folder),
    "starting": lambda site, folder: iter([starting.measure(site, folder)]),
}


def main() -> None:
    """Measure the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these")
    wanted = parser.parse_args().parts or list(PARTS)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="savodxon-bench-") as folder:
        site = install(Path(folder) / "site")
        for name in wanted:
            print(f"… {name}", flush=True)
            figures.extend(PARTS[name](site, Path(folder)))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([figure.row() for figure in figures], ensure_ascii=False, indent=1) + "\n")
    print(table(figures))
    print(f"\nA ! marks what is over its budget. Kept in {RESULT.relative_to(HOUSE)}.")


main()
