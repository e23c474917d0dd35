"""Certificates a second, against WeasyPrint alone on the same page; and a campaign's ten thousand by two processes."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from app.certificates.documents.certificate import CertificateFacts, certificate_sheet
from app.infra.pdf import printer
from app.infra.pdf.printer import Sheet, new_press, pack_sheet, render_sheet
from app.kernel.locale import UZ
from app.kernel.sandbox import Child
from app.seals.types.keys import PaperSigner
from tests.bench.figures import Figure, at_most, in_turn
from tests.support.papers import full_facts
from tests.support.throwaway import paper_signer, seal_address

PLAIN = "tests.bench.baselines.plain_page"
FILLED, LAID_OUT = 60, 4
"""Pages in one measurement, of ours and of the baseline's."""
CAMPAIGN = 10_000
COMPARED = 200
NAMES = ("Ali", "Gʻulomova", "Oʻgʻiloy", "Sanʼatovna", "Abdurahmonov", "Muhammadsodiq", "Shamsiddin", "qizi", "Yusuf")


def measure() -> Iterator[Figure]:
    """The page with its code; the same sealed, with credential and signature; ten thousand of these."""
    facts = full_facts("course", UZ)
    with new_press() as press, plain_press() as plain:
        for name, sheet, budget in (
            ("certificate_rps", sheet_of(replace(facts, credential=b""), None), 15.0),
            ("certificate_complete_rps", sheet_of(facts, paper_signer()), 4.0),
        ):
            request = pack_sheet(sheet)
            yield in_turn(
                name,
                "certificates/s",
                lambda sheet=sheet: a_second(lambda number: render_sheet(turned(sheet, number), press=press), FILLED),
                lambda request=request: a_second(lambda _: plain.ask(request, seconds=60), LAID_OUT),
                budget=budget,
                more_is_better=True,
            )
    yield from campaign()


def plain_press() -> Child:
    """A process that prints with WeasyPrint alone."""
    return Child(PLAIN, memory_mb=printer.MEMORY_MB, cpu_seconds=60, environment=printer.FONT_SETTINGS)


def sheet_of(facts: CertificateFacts, signer: PaperSigner | None) -> Sheet:
    """As it is printed."""
    return certificate_sheet(facts, design="course", signer=signer)


def turned(sheet: Sheet, number: int) -> Sheet:
    """Another person's: no line of a name may come from a memory."""
    return replace(sheet, texts=sheet.texts | {"name-0": f"Gʻulomova Oʻgʻiloy {number}", "score": f"{number % 100}%"})


def a_second(work: Callable[[int], object], count: int) -> float:
    """How many of these are done in a second."""
    started = time.monotonic()
    for number in range(count):
        work(number)
    return count / (time.monotonic() - started)


def campaign() -> Iterator[Figure]:
    """Ten thousand people's certificates by two processes; how much memory each takes, and whether it grows."""
    facts = full_facts("course", UZ)
    with new_press() as one, new_press() as other, ThreadPoolExecutor(2) as pool:
        serial = [printed(facts, number, one) for number in range(COMPARED)]
        pooled = list(pool.map(lambda number: printed(facts, number, (one, other)[number % 2]), range(COMPARED)))
        different = sum(a != b for a, b in zip(serial, pooled, strict=True))
        yield at_most("certificate_pool_differs", different, "files", 0, note=f"of {COMPARED}, one by one and by two")
        started = time.monotonic()
        halves = [range(0, CAMPAIGN, 2), range(1, CAMPAIGN, 2)]
        memory = list(pool.map(lambda job: half(facts, *job), zip(halves, (one, other), strict=True)))
        took = time.monotonic() - started
    early, late = max(first for first, _ in memory), max(last for _, last in memory)
    yield at_most(
        "certificate_batch",
        late,
        "MB a process",
        200,
        note=f"{CAMPAIGN:,} complete by two processes in {took:,.0f} s; {early:,.0f} MB after the first thousand",
    )


def half(facts: CertificateFacts, numbers: range, press: Child) -> tuple[float, float]:
    """One process's share; its greatest memory in the first thousand and in all, in MB."""
    early = most = 0.0
    for count, number in enumerate(numbers):
        printed(facts, number, press)
        if count % 50 == 0 and press._process is not None:
            most = max(most, resident(press._process.pid))
            early = most if count <= 1000 else early
    return early, most


def printed(facts: CertificateFacts, number: int, press: Child) -> bytes:
    """The certificate of one person of many, with a name and a seal of their own."""
    dice = random.Random(number)
    name = " ".join(dice.sample(NAMES, dice.choice((2, 3, 3, 3, 4))))
    own = replace(facts, name=name, score_percent=70 + number % 31)
    sealed = replace(own, seal_address=seal_address(own))
    return render_sheet(sheet_of(sealed, paper_signer()), press=press)


def resident(pid: int) -> float:
    """Memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
