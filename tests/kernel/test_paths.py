from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.paths import safe_next


@pytest.mark.parametrize(
    "target",
    ["/", "/uz/me/", "/uz-Cyrl/courses/my-gov-uz/01/?from=a%20b#q-1", "/ru/courses/?next=https://my.gov.uz", "/a%2Fb"],
)
def test_au06_an_own_path_is_followed_as_it_is(target):
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "uz/me/",
        "//evil",
        "///evil",
        "////evil",
        "/\\evil",
        "\\\\evil",
        "\\/evil",
        "/\\/evil",
        "https:evil",
        "https:///evil",
        "https://evil",
        "https://host@evil",
        "//host@evil",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "/\t/evil",
        "\t//evil",
        " //evil",
        "/\n/evil",
        "/\r\nLocation: https://evil",
        "/\0/evil",
        "/%2f/evil",
        "/%2F%2Fevil",
        "%2f%2fevil",
        "/%5cevil",
        "/%09/evil",
        "/%0d%0aSet-Cookie:a=b",
        "/%255cevil",
        "/%252fevil",
        "/uz//evil",
        "/\u2028/evil",
        "/\u00a0/evil",
        "/" + "a" * 5000,
    ],
)
def test_au06_whatever_could_leave_the_site_is_refused(target):
    assert safe_next(target) is None


@given(st.text("/\\%25fFcC09aA:@.?#\t\n evil", max_size=12))
def test_au06_what_is_followed_stays_on_our_host(text):
    target = safe_next(text)
    if target is not None:
        landed = urlsplit(urljoin("https://savodxon.example/uz/sign-in/", target))
        assert (landed.scheme, landed.netloc) == ("https", "savodxon.example")
