"""The gate of the journeys notices: axe and the width check catch what is planted, and a site can be cut off."""

import pytest

from tests.support.browser import PHONE, Site, check_axe, check_width

GOOD = """<!doctype html><html lang="uz-Latn"><title>Kirish</title>
<meta name="viewport" content="width=device-width"><main><h1>Kirish</h1>
<form><label>Telefon <input name="phone" autocomplete="tel"></label><button>Kirish</button></form></main></html>"""

PLANTED = {
    "no label": ("<label>Telefon ", "<label>", "label"),
    "contrast under 7": ("<h1>", "<p style='color:#767676;background:#fff'>Matn</p><h1>", "color-contrast"),
    "no landmark": ("<main>", "<div>", "landmark-one-main"),
    "no language": (' lang="uz-Latn"', "", "html-has-lang"),
}


@pytest.fixture
def blank(browser):
    page = browser.new_context(viewport=PHONE).new_page()
    yield page
    page.context.close()


def test_a_good_page_passes(blank):
    blank.set_content(GOOD)
    check_axe(blank)
    check_width(blank)


@pytest.mark.parametrize("name", PLANTED)
def test_axe_names_a_planted_fault(blank, name):
    good, bad, rule = PLANTED[name]
    blank.set_content(GOOD.replace(good, bad))
    with pytest.raises(AssertionError, match=rule):
        check_axe(blank)


def test_a_page_wider_than_the_phone_is_named(blank):
    blank.set_content(GOOD.replace("<h1>", "<div style='width:500px'>.</div><h1>"))
    with pytest.raises(AssertionError, match="wider than the screen"):
        check_width(blank)


def test_a_site_that_is_down_comes_back_under_the_same_address(blank):
    def application(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"bor"]

    site = Site(application)
    address = site.address
    assert blank.request.get(address).text() == "bor"
    site.down()
    with pytest.raises(Exception, match="ECONNREFUSED"):
        blank.request.get(address)
    site.up()
    assert site.address == address
    assert blank.request.get(address).text() == "bor"
    site.down()
