"""The class pack of thirty people with four pages each: how long it takes, and how large the printing process grows."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from app.centres.queries.papers import get_pack
from app.centres.types.papers import PackPart, Variants
from app.factory import create_app
from app.infra import jobs
from app.infra.pdf import printer
from config import Settings
from tests.bench.figures import Figure, at_most
from tests.bench.site import Installation
from tests.support.centres import make_class
from tests.support.packs import ask_for_pack

LEARNERS, PAGES = 30, 4
SECONDS, MEGABYTES = 60, 300


def measure(site: Installation) -> Iterator[Figure]:
    """Everybody's own questions and an answer sheet, by the job that prints packs, with a press of its own."""
    app = create_app(Settings.from_env(site.env))
    made = make_class(app, members=LEARNERS, seats=LEARNERS)
    parts = (PackPart.QUIZ, PackPart.ANSWERS)
    pack_id = ask_for_pack(app, made, parts, variants=Variants.OWN, spare=0)
    printer.close()
    started = time.monotonic()
    with app.app_context():
        jobs.run_all()
        took, pack = time.monotonic() - started, get_pack(pack_id)
    press = printer._press._process
    memory = peak(press.pid) if press else float("inf")
    note = f"{pack.pages} pages for {LEARNERS} learners; {cpu(press.pid) if press else 0:.0f} s of a processor"
    printer.close()
    if pack.digest is None or pack.pages < LEARNERS * (PAGES - 1):
        took, note = float("inf"), f"not printed: {pack.fault}; {note}"
    yield at_most("class_pack_s", took, "s", SECONDS, note=note)
    yield at_most("class_pack_memory", memory, "MB", MEGABYTES, note="the printing process at its largest")


def cpu(pid: int) -> float:
    """How many seconds of a processor a process has used: what is left of the figure on a machine that is busy."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak(pid: int) -> float:
    """The most memory that a process has held, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
