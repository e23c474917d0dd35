"""AD02: whatever stands behind the question mark of an address, a page answers, or says what is wrong with it."""

import pytest

from tests.support.people import demo_people, signed_in
from tests.web.test_csrf import addresses

ASKED = ("q", "words", "page", "before", "next", "done", "person", "lang", "sort", "per_page", "saved", "retried")
"""Every name that a page of ours looks at, and some that others do."""
ODD = (
    "'",
    "%",
    "\\",
    "x" * 5_000,
    "-1",
    "1" * 19,
    "1" * 5_000,
    "1_0",
    "١",
    "1e999",
    "nan",
    "\0",
    "\u202e",
    "//evil",
    "🙂",
)


@pytest.mark.parametrize("role", ["visitor", "learner", "administrator"])
def test_ad02_no_query_of_an_address_is_a_fault(app, keys, reader, role):
    if role != "visitor":
        signed_in(reader, *demo_people(app)[role])
    for place, path in enumerate(sorted(set(addresses(app, "GET")))):
        asked = [(name, ODD[(place + step) % len(ODD)]) for step, name in enumerate(ASKED)]
        assert reader.client.get(path, query_string=asked).status_code < 500, (path, asked)
    for odd in ODD:
        for path in ("/uz/search/", "/uz/staff/people/", "/uz/staff/audit/"):
            assert reader.client.get(path, query_string=dict.fromkeys((*ASKED, odd), odd)).status_code < 500, (
                path,
                odd,
            )
