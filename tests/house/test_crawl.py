"""A walk through every page that can be reached: no dead link, nothing that the proofreader minds, nothing changed."""

import re

import pytest

from app.kernel.locale import LANGUAGES
from tests.support.counting import rows
from tests.support.people import demo_people, signed_in

MOST = 900
SKIPPED = re.compile(r"^/(?:c/.*\.pdf|media/|[^/]+/search/\?)")
"""Files, and searches, of which there are as many as words: tests/search follows their links."""


TAUGHT = re.compile(r"^/[^/]+/courses/[^/]+/.")
"""What is taught looks to staff as it does to every learner."""


def walk(reader, start, *, language=None, passed_over=SKIPPED):
    """Every address that can be reached by links from here, in all languages or in one."""
    others = tuple(f"/{tag}/" for tag in LANGUAGES if language not in {None, tag})
    seen, waiting = set(), [start]
    while waiting:
        path = waiting.pop(0)
        if path in seen or path.startswith(others) or SKIPPED.match(path) or passed_over.match(path):
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
        walk(person, "/uz/me/", language="uz")
    assert rows(app) == before


ROLES = {"learner": "ru", "trainer": "ru", "author": "uz-Cyrl", "coordinator": "uz", "administrator": "uz"}
"""Whose pages are walked in which language; what everybody sees is walked in all by a visitor."""


@pytest.mark.parametrize("role", ROLES)
def test_nobody_who_is_signed_in_finds_a_dead_link(app, reader, role):
    language = ROLES[role]
    passed_over = SKIPPED if role == "learner" else TAUGHT
    walk(signed_in(reader, *demo_people(app)[role]), f"/{language}/me/", language=language, passed_over=passed_over)


def test_a_person_is_told_apart_from_all_others_in_what_is_kept(app, reader):
    """AD20: what is made for one person is kept by nobody."""
    person = signed_in(reader, *demo_people(app)["learner"])
    for path in ("/uz/me/", "/uz/courses/my-gov-uz/", "/uz/no-such-page/"):
        page = person.get(path, status=404 if "no-such" in path else 200)
        assert "no-store" in page.headers["Cache-Control"], path
