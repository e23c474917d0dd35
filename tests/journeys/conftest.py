"""What journeys stand on: a live site, and a browser at the size of a phone or of a desk, with scripts or without."""

import pytest

from tests.support.browser import DESK, PHONE, Site, launch_arguments


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | launch_arguments()


@pytest.fixture
def live(app):
    """The site behind a real port."""
    site = Site(app)
    yield site
    site.down()


@pytest.fixture
def browser_context_args(browser_context_args, live):
    return browser_context_args | {"base_url": live.address, "locale": "uz-UZ", "timezone_id": "Asia/Tashkent"}


@pytest.fixture
def opened(new_context):
    """A function that opens a page at a size; a fault that the browser reports fails the test."""
    faults = []

    def open_page(size, **more):
        page = new_context(viewport=size, **more).new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None)
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
