"""How long until text can be read: Chromium on a line of 400 kbit/s and 400 ms, at a quarter of its speed."""

from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.figures import Figure, in_turn
from tests.bench.server import serving
from tests.bench.site import Installation, Person, first_lesson
from tests.support.browser import PHONE, launch_arguments

BYTES_A_SECOND = 400_000 // 8
LATENCY_MS = 400
SLOWER = 4


def measure(site: Installation, folder: Path) -> Figure:
    """The longest lesson against a bare page that fills the first congestion window."""
    bare_app = "tests.bench.baselines.first_window:app"
    with (
        serving("wsgi:app", site.env, ready="/healthz") as port,
        serving(bare_app, {"BENCH_DATA": str(folder)}) as bare,
        sync_playwright() as playwright,
    ):
        lesson = first_lesson(Person(port))
        browser = playwright.chromium.launch(**launch_arguments())
        return in_turn(
            "lesson_readable_400k",
            "s",
            lambda: readable_after(browser, f"http://127.0.0.1:{port}{lesson}"),
            lambda: readable_after(browser, f"http://127.0.0.1:{bare}/"),
            budget=1.3,
            more_is_better=False,
        )


def readable_after(browser: Browser, address: str) -> float:
    """Seconds until the first text is painted, on a first visit."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return float(painted) / 1000
