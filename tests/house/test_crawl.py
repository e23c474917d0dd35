"""A walk through every page that can be reached: no dead link, nothing that the proofreader minds, nothing changed."""

import re

import pytest

from tests.support.counting import rows
from tests.support.people import demo_people, signed_in

MOST = 600
SKIPPED = re.compile(r"^/(?:c/.*\.pdf|media/|[^/]+/search/\?)")
"""Files, and searches, of which there are as many as words: tests/search follows their links."""


def walk(reader, start):
    """Every address that can be reached by links from here."""
    seen, waiting = set(), [start]
    while waiting:
        path = waiting.pop(0)
        if path in seen or SKIPPED.match(path):
            continue
        seen.add(path)
        assert len(seen) < MOST, "the walk does not end"
        page = reader.get(path)
        here = page.addresses if page.is_html else []
        waiting.extend(address for address in here if address.startswith("/") and not address.startswith("//"))
    return seen


def test_a_visitor_finds_no_dead_link_in_any_language(reader):
    seen = walk(reader, "/")
    for language in ("uz", "uz-Cyrl", "ru"):
        assert {f"/{language}/", f"/{language}/courses/", f"/{language}/courses/my-gov-uz/"} <= seen


def test_au21_reading_changes_nothing_however_often(app, reader):
    person = signed_in(reader, *demo_people(app)["learner"])
    before = rows(app)
    for _ in range(2):
        walk(person, "/uz/me/")
    assert rows(app) == before


@pytest.mark.parametrize("role", ["learner", "trainer", "author", "coordinator", "administrator"])
def test_nobody_who_is_signed_in_finds_a_dead_link(app, reader, role):
    walk(signed_in(reader, *demo_people(app)[role]), "/uz/me/")


def test_a_person_is_told_apart_from_all_others_in_what_is_kept(app, reader):
    """AD20: what is made for one person is kept by nobody."""
    person = signed_in(reader, *demo_people(app)["learner"])
    for path in ("/uz/me/", "/uz/courses/my-gov-uz/", "/uz/no-such-page/"):
        page = person.get(path, status=404 if "no-such" in path else 200)
        assert "no-store" in page.headers["Cache-Control"], path
