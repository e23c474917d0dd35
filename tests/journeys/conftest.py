"""What journeys stand on: a live site, and a browser at the size of a phone or of a desk, with scripts or without."""

import pytest

from tests.support.bookcase import bookcase
from tests.support.browser import DESK, PHONE, Site, launch_arguments

__all__ = ["bookcase"]

PAGE_REFUSED = "Failed to load resource: the server responded with a status of 4"
"""What Chromium says of a page that is meant to be 404 or 429; a picture or style that is missing stays a fault."""

LINE_IS_CUT = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
"""What it says when a test has cut the line. What is sent from a page by itself may be refused: the page says so."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | launch_arguments()


@pytest.fixture
def live(app, keys):
    """The site behind a real port, with keys to seal certificates with."""
    site = Site(app)
    yield site
    site.down()


@pytest.fixture(scope="session")
def base_url():
    """None: each test has an address of its own. The plugin's fixture of this name warns under pytest 9."""


@pytest.fixture
def browser_context_args(browser_context_args, live):
    return browser_context_args | {"base_url": live.address, "timezone_id": "Asia/Tashkent"}


@pytest.fixture
def opened(new_context, live):
    """A function that opens a page at a size. A fault that the browser reports fails the test, and so does a request
    to any other host (MD01, MD02)."""
    faults = []

    def hear(said):
        is_about_the_page = said.text.startswith(PAGE_REFUSED) and said.location["url"] == said.page.url
        is_cut = said.text == LINE_IS_CUT or said.location["url"].endswith("/answer")
        if said.type == "error" and not is_about_the_page and not is_cut:
            faults.append(f"{said.page.url}: {said.text}")

    def watch(request):
        if not request.url.startswith((f"{live.address}/", "data:")):
            faults.append(f"a request to {request.url}")

    def open_page(size, **more):
        page = new_context(viewport=size, **{"locale": "uz-UZ"} | more).new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", hear)
        page.context.on("request", watch)
        return page

    yield open_page
    assert not faults, "\n".join(faults)


@pytest.fixture
def phone(opened):
    """A page on a small phone."""
    return opened(PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


@pytest.fixture
def desk(opened):
    """A page on a desk's screen."""
    return opened(DESK)


@pytest.fixture
def plain_phone(opened):
    """A page on a small phone whose browser runs no scripts."""
    return opened(PHONE, has_touch=True, is_mobile=True, java_script_enabled=False)
