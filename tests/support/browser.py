"""A real browser and a site for it to visit: how Chromium is started, how the server is cut off, what axe demands."""

import os
import shutil
import threading
import time
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

FLAGS = (
    "--no-sandbox",  # tests run as root in containers, where Chromium's own sandbox cannot start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""AAA for its contrast of 7:1: many readers are past 45 and sit in the sun."""


def launch_arguments() -> dict[str, Any]:
    """How to start Chromium: Debian's, best the one that draws no window, else the one that Playwright brought."""
    names = (os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return {"args": list(FLAGS)} | ({"executable_path": found} if found else {})


class Site:
    """The application behind a real port, which can be cut off and come back under the same address."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None
        self.port = 0
        self.up()

    @property
    def address(self) -> str:
        """The address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        """Answer, on the same port as before."""
        self._server = make_server("127.0.0.1", self.port, self._app, threaded=True, request_handler=_Quiet)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def down(self) -> None:
        """Be gone: connections are refused."""
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join(timeout=5)
            self._server = None


class _Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - Werkzeug's signature
        """Nothing."""


def wait_until(page: Page, expression: str, arg: object = None) -> None:
    """Return as soon as the expression or function is true on the page; AssertionError after ten seconds. Asked from
    here: Playwright's own wait evaluates text inside the page, which its content policy refuses now and then."""
    end = time.monotonic() + 10
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"{page.url}: never came true: {expression}"
        page.wait_for_timeout(50)


def check_axe(page: Page) -> None:
    """AssertionError with what axe finds wrong on the page as it stands; no rule is left out."""
    asked = {"runOnly": RULES, "resultTypes": ["violations"]}  # what is right need not be told: half the time
    found = Axe().run(page, options=asked).response["violations"]
    said = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
        + "\n    ".join(
            f"{node['html'][:160]}  {' '.join(node['failureSummary'].split())[:300]}" for node in rule["nodes"][:5]
        )
        for rule in found
    ]
    assert not said, f"{page.url}:\n  " + "\n  ".join(said)


def check_width(page: Page) -> None:
    """AssertionError when the page must be pushed sideways to be read."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{page.url}: {over} px wider than the screen"
